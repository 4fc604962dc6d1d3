/** Commands in other spellings than the pattern has, and the data that says what is a spelling of what. */
import { describe, expect, it } from "vitest";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { type Match, matchCommand } from "../../src/shell/match-command.ts";
import type { Spelling } from "../../src/shell/spelling-rows.ts";
import { spellings } from "../../src/shell/spellings.ts";
import fc from "../support/properties.ts";

/** The surest match of a pattern among all commands of the code. */
function held(pattern: string, code: string): Match | null {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(read.message);
  const matches = commandsIn(code).map((command) => matchCommand(read.pattern, command));
  return matches.find((match) => match === "certain") ?? matches.find(Boolean) ?? null;
}

describe("however it is spelt, a pattern matches", () => {
  it.each([
    ["a long option", "rm -rf /srv", "rm --recursive --force /srv"],
    ["one that is cut short", "rm -rf /srv", "rm --rec --forc /srv"],
    ["the other letter", "rm -rf", "rm -Rf /srv"],
    ["a short one, where the pattern is long", "sed --in-place", "sed -i.bak s/a/b/ x"],
    ["a value in the same word", "curl -X DELETE", "curl -sXDELETE https://example.com"],
    ["a value behind `=`", "curl -X DELETE", "curl --request=DELETE https://example.com"],
    ["a verb of its long form", "docker rm", "docker container rm x"],
    ["another verb", "incus config device remove", "incus config device rm web http"],
    ["another name of the tool", "docker compose pull", "docker-compose -f a.yml pull"],
    ["a fork that takes the same words", "incus delete", "lxc rm web"],
    ["one unit of several", "systemctl restart caddy", "systemctl restart nginx caddy"],
    ["a unit with its ending", "systemctl restart caddy", "systemctl restart caddy.service"],
    ["a unit without it", "systemctl stop caddy.service", "sudo systemctl stop caddy"],
    ["a kind before a slash", "kubectl delete pod", "kubectl -n app delete pods/web-1"],
    ["a kind with a capital letter", "kubectl delete pod *", "kubectl delete Pod web-1"],
    ["and before a slash", "kubectl delete deployment", "kubectl delete Deployment.apps/web"],
    ["and in the pattern", "kubectl rollout restart StatefulSet", "kubectl rollout restart sts db"],
    ["and of any other kind", "kubectl delete widget", "kubectl -n app delete Widget/a"],
    ["and in a list", "kubectl delete widget", "kubectl delete Widget,Secret a"],
    ["a mode with a zero in front", "chmod 777 *", "chmod 0777 /srv"],
    ["and with two", "chmod 0777 *", "chmod -R 00777 /srv"],
    ["and as a value", "install -m 777", "install -m0777 a /srv"],
    ["and of a directory", "mkdir -m 0777", "mkdir --mode=777 /srv"],
    ["a package with its architecture", "apt-get remove nginx", "apt-get remove nginx:amd64"],
    ["and with its release", "apt-get remove nginx", "apt remove -y curl nginx/stable"],
    ["and with its version", "apt-get install nginx", 'apt-get install "nginx=$version"'],
    ["and not beside a path", "apt-get install nginx", "apt-get install a/b.deb nginx/stable"],
    ["and of another system", "apk del nginx", "apk del -r curl 'nginx>1'"],
    ["and that is held", "apt-mark hold nginx", "apt-mark hold nginx:amd64"],
    ["another verb for packages", "dnf remove nginx", "yum -y erase curl; dnf erase nginx"],
    ["an option of `dpkg`", "dpkg -i", "dpkg --install a.deb"],
    ["the number of a process", "kill -9 01", "kill -KILL 4 001"],
    ["a mode with a wildcard", "install -m 07*", "install --mode=0755 a /srv"],
    ["a place on a host", "scp * web-1:/opt/**", "scp a root@web-1:/opt/x"],
    ["and a directory there", "scp * web-1:/opt/a", "scp a root@web-1:/opt/"],
    ["and the user in the pattern", "scp * root@web-1:/opt/a", "scp a root@web-1:/opt/"],
    ["and as an address", "scp * web-1:/opt/**", "scp a scp://root@web-1//opt/x"],
    ["and from there", "scp web-1:/etc/** **", "scp root@web-1:/etc/../etc/x ."],
    ["and with another tool", "rsync ** web-1:/opt/**", "rsync -a x root@web-1:/opt/x"],
    ["a verb by an option", "terraform d*", "terraform apply -destroy"],
    ["and with others", "terraform destroy -target=a", "terraform apply -destroy -target a"],
    ["a script of any service", "systemctl stop *", "/etc/init.d/$name stop"],
    ["and in quotes", "systemctl stop *", '/etc/init.d/"$name" stop'],
    ["and a placeholder", "systemctl stop *", "/etc/init.d/{{name}} stop"],
    ["a group of processes", "kill -9 *", "kill -9 -1"],
    ["and by the name of the signal", "kill -9 *", "kill -s KILL -1234"],
    ["and in the pattern", "kill -KILL -1", "kill -9 -- -1"],
    ["a signal with a zero in front", "kill -9", "kill -09 17"],
    ["one that has no name", "kill -35", "kill -s 35 17"],
    ["one in small letters", "pkill -HUP web", "pkill -f -s sighup web"],
    ["one of several", "kill -1*", "kill -TERM 17"],
    ["a group of processes behind others", "kill -9 -5", "kill -9 4 3 -5"],
    ["and behind the end of options", "kill -9 -5", "kill -9 4 3 -- -5"],
    ["and behind what is not known", "kill -9 -1", "kill -9 $a $b -1"],
    ["one file of several with a dash", "rm -- -b", "rm a -- -b c"],
    ["one program under the names of many", "iptables -F", "sudo xtables-nft-multi iptables -F"],
    ["and of the older ones", "iptables -F", "xtables-legacy-multi iptables --flush"],
    ["a mark that forces", "git push --force", "git push origin +main"],
    ["a mark that deletes", "git push --delete", "git push origin :old"],
    ["one file of several", "rm -rf /srv/data/**", "rm -rf /tmp/a /srv/data/x"],
    ["one of those that are copied", "cp /etc/passwd *", "cp /etc/hosts /etc/passwd /tmp"],
    ["what is copied into a directory", "cp * **/Caddyfile", "cp build/Caddyfile a /etc/caddy"],
    ["and with a slash at its end", "cp * **/Caddyfile", "cp build/Caddyfile /etc/caddy/"],
    ["and with the directory first", "cp * /etc/*", "cp -t /etc hosts"],
    ["a verb behind the unit", "systemctl restart nginx", "sudo service nginx restart"],
    ["and with options", "systemctl stop *", "rc-service -q nginx stop"],
    ["and in the pattern", "service nginx stop", "systemctl stop nginx.service"],
    ["a script of a service", "systemctl restart nginx", "/etc/init.d/nginx restart"],
    ["which is another one, too", "service nginx reload", "/etc/rc.d/init.d/nginx reload"],
    ["the script itself", "/etc/init.d/* stop", "/etc/init.d/nginx stop"],
    ["an address to copy to", "scp * **:/opt/**", "scp a scp://root@box.example.com:22//opt/x"],
    ["an assignment for a container", "DEBUG=*", "docker run --env=DEBUG=yes app"],
    ["and in one word", "DEBUG=yes", "docker run -eDEBUG=yes app"],
    ["one that containers get", "DEBUG=yes", "kubectl -n app set env deploy/web A=1 DEBUG=yes"],
    ["one that they get by an option", "DEBUG=yes", "k3s kubectl set env -e DEBUG=yes deploy/web"],
    ["one for a pod", "DEBUG=yes", "kubectl run web --image=web --env=DEBUG=yes"],
    ["one in a setting of ssh", "DEBUG=yes", "ssh -o SetEnv=DEBUG=yes box.example.com ls"],
    ["one of several there", "DEBUG=yes", "ssh -o 'SetEnv A=1 DEBUG=yes' box.example.com ls"],
    ["one for a unit", "DEBUG=yes", 'systemd-run -p Environment="A=1 DEBUG=yes" ls'],
    ["a verb that an option makes another", "terraform destroy", "terraform apply -destroy"],
    ["and its other options", "tofu destroy -auto-approve", "tofu apply -auto-approve --destroy"],
    ["the verb that it is", "terraform apply", "terraform apply -destroy"],
    ["a file for the history", "> /etc/**", "history -w /etc/a"],
    ["a file that the history gets to", ">> /etc/**", "history -a /etc/a"],
    ["a file for what is done", ">> /etc/**", "TF_LOG_PATH=/etc/a terraform plan"],
    ["a file for what a terminal shows", "> /etc/**", "script -q -c ls /etc/a"],
  ])("%s", (_, pattern, code) => {
    expect(held(pattern, code)).toBe("certain");
  });
});

describe("an option with its value stands wherever it likes", () => {
  it.each([
    ["kubectl delete -n prod", "kubectl delete pod x -n prod"],
    ["kubectl delete -n prod", "kubectl -nprod delete pod x"],
    ["kubectl delete -n prod", "kubectl delete pod x --namespace prod"],
    ["curl -X DELETE", "curl https://example.com -X DELETE"],
    ["curl -X DELETE", "curl -H 'a: b' \"$url\" -XDELETE"],
    ["helm upgrade -n prod", "helm upgrade web ./chart -n prod"],
    ["tool rm --profile prod", "tool rm x --profile=prod"],
    ["tool rm --profile prod", "tool --profile prod rm x"],
    ["psql -h prod", "psql app -h prod"],
    ["tar -C /", "tar xf a -C /"],
    ["iptables -A INPUT --dport 80", "iptables -p tcp --destination-port=80 -AINPUT"],
    ["docker run --network host", "docker run -d --net=host app"],
  ])("%s matches %s", (pattern, code) => {
    expect(held(pattern, code)).toBe("certain");
  });

  it.each([
    ["kubectl delete -n prod", "kubectl delete pod x -n stage"],
    ["psql -h prod", "psql -h stage prod"],
    ["systemctl restart -H prod", "systemctl restart prod -H stage"],
    ["git push --force", "git push --push-option=--force"],
    ["curl -X DELETE", "curl -X POST https://example.com/DELETE"],
  ])("%s does not match %s", (pattern, code) => {
    expect(held(pattern, code)).toBeNull();
  });
});

describe("a host is the same for any user", () => {
  it.each([
    ["ssh root@prod-1 uptime", "certain"],
    ["ssh -p 22 ssh://prod-1", "certain"],
    ['h=prod-1; ssh "admin@$h" ls', "certain"],
    ['ssh "admin@$host" ls', "possible"],
    ["ssh stage-1 echo root@prod-1", null],
  ] as const)("ssh prod-* and %s: %s", (code, expected) => {
    expect(held("ssh prod-*", code)).toBe(expected);
  });

  it("but not where the pattern names one", () => {
    expect(held("ssh root@*", "ssh prod-1")).toBeNull();
    expect(held("ssh root@*", "ssh root@prod-1")).toBe("certain");
  });
});

describe("what is half known may be any other spelling", () => {
  it.each([
    ["rm -rf /srv/**", "rm --$x -f /srv/data"],
    ["rm -rf /srv/**", "rm --recurs$x -f /srv/data"],
    ["curl -X DELETE", 'curl "--$x" DELETE https://example.com'],
    ["dd of=/dev/sda", 'dd if=a of="$disk"'],
    ["dd of=/dev/sda", 'cd /dev; dd "o$rest"'],
    ["dd of=/dev/sda", "cd /dev; dd of=sd$x"],
    ["kill -9 -1", 'kill -9 "-$group"'],
    ["kill -9", "kill -s $signal 17"],
    ["kill -9", 'kill -n "$number" 17'],
    ["kill -9", "kill --signal=$signal 17"],
    ["kill -9", "kill -SIG$signal 17"],
    ["kill -9", "kill -$signal 17"],
    ["kill -HUP", "kill -1$rest 17"],
    ["pkill -9 web", "pkill --signal $signal web"],
    ["rm -rf /srv", 'rm "-r$flags" /srv'],
    ["rm -rf /srv", "rm -f$flags /srv"],
    ["rm -rf /srv", `rm -r\${verbose:+v}f /srv`],
    ["rm -v", `rm -r\${verbose:+v}f /srv`],
    ["git clean -f", `git clean -d\${x}f`],
    ["docker rm -f", `docker rm -v\${f}f web`],
    ["chmod -R 777 /srv", `chmod -v\${R}R 777 /srv`],
    ["curl -X DELETE", `curl -s\${v}X DELETE https://example.com`],
    ["tar -x", `tar -z\${x} -f a`],
    ["tar -C /srv", `tar -xz\${o}C /srv -f a`],
    ["git push -f", "git push -q$f"],
    ["chmod 0777", "chmod 07$rights /srv"],
    ["chmod 0777", 'chmod "07$rights" /srv'],
    ["chmod 777", "chmod 0$rights /srv"],
    ["mkdir -m 777", "mkdir -m 07$rights /srv"],
    ["apt-get remove nginx", 'apt-get remove "$package:amd64"'],
    ["systemctl stop caddy", 'systemctl stop "$unit.service"'],
    ["systemctl stop caddy", "systemctl stop {{unit}}.service"],
    ["systemctl stop caddy", "service $unit stop"],
    ["systemctl stop web-1", '"/etc/init.d/web-$number" stop'],
    ["systemctl stop web-1", "sudo /etc/init.d/$name stop"],
    ["terraform destroy", "terraform apply $options"],
    ["terraform destroy", 'terraform apply "$@"'],
    ["terraform destroy", "terraform apply -$option"],
    ["apt-get install curl", "apt-get install curl/$release"],
    ["scp * web-1:/opt/**", "scp a root@$place"],
    [">> /etc/**", "patch -d /etc -p1 < fix.patch"],
    ["systemctl stop caddy", "service $unit_and_verb"],
  ])("%s and %s", (pattern, code) => {
    expect(held(pattern, code)).toBe("possible");
  });
});

describe("what is spelt out in front of what is not known", () => {
  it.each([
    ["rm -r", "rm -r$flags /srv"],
    ["rm -r /srv", 'rm "-r$flags" /srv'],
    ["pkill -f", "pkill -f$flags web"],
  ])("counts: %s and %s", (pattern, code) => {
    expect(held(pattern, code)).toBe("certain");
  });
});

describe("of several kinds, each counts", () => {
  it.each(["kubectl delete pod/a ns/b", "kubectl delete pods,namespaces x"])("%s", (code) => {
    expect(held("kubectl delete namespace", code)).toBe("certain");
    expect(held("kubectl delete deployment", code)).toBeNull();
  });
});

describe("however its path is written, a pattern matches", () => {
  it.each([
    ["two slashes", "> /etc/**", "echo x > //etc/hosts"],
    ["a dot", "> /etc/**", "echo x > /./etc/./hosts"],
    ["a way back", "> /etc/**", "echo x > /tmp/../etc/hosts"],
    ["a way back beyond the root", "> /etc/**", "echo x > /../etc/hosts"],
    ["a way back from what is no home", "> /etc/**", "echo x > /srv/~old/../../etc/hosts"],
    ["a path behind a host", "scp * **:/opt/**", "scp a box:/./opt//x"],
    ["where `cd` went before", "> /etc/**", "cd /etc; echo x > hosts"],
    ["and from there", "rm /etc/caddy/*", "cd /etc && cd caddy && rm ../caddy/x"],
    ["in one branch only", "> /etc/**", "if a; then cd /etc; fi; echo x > hosts"],
    ["in another shell that it starts", "> /etc/**", "cd /etc; sudo sh -c 'echo x > hosts'"],
    ["after it came back", "> /etc/**", "pushd /etc; pushd /tmp; popd; echo x > hosts"],
    ["what `dd` writes", "dd of=/dev/sda", "cd /dev; dd if=/dev/zero of=sda"],
    ["and reads", "dd if=/dev/sd*", "cd /dev; dd bs=1M if=../dev//sdb"],
    ["what `tee` writes", "> /etc/**", "echo x | sudo tee /etc/hosts"],
    ["what `tee` appends", ">> /etc/**", "echo x | sudo tee --append /tmp/a /etc/hosts"],
  ])("%s", (_, pattern, code) => {
    expect(held(pattern, code)).toBe("certain");
  });

  it.each([
    ["where it is not known where `cd` went", 'cd "$where"; echo x > hosts', "possible"],
    ["where it went elsewhere", "cd /srv; echo x > hosts", null],
    ["where a subshell went", "(cd /etc); echo x > hosts", null],
    ["where another machine begins", "cd /etc; ssh box 'echo x > hosts'", null],
    ["where it came back from", "cd /tmp; cd /etc; cd -; echo x > hosts", null],
    ["where it appends", "echo x | tee -a /etc/hosts", null],
    ["what another process reads", "exec > >(tee /tmp/log)", null],
    ["an address", "curl https://example.com//etc/x", null],
  ])("%s", (_, code, expected) => {
    expect(held("> /etc/**", code)).toBe(expected);
  });
});

describe("a pattern is of what runs it, too", () => {
  it.each([
    ["sudo", "sudo systemctl stop web"],
    ["ssh prod-*", "ssh prod-1 uptime"],
    ["sudo rm -rf", "sudo -u app rm -rf x"],
    ["bash -c", "bash -c 'ls'"],
    ["xargs rm", "ls | xargs -n 1 rm"],
    ["docker exec db", "docker exec -it db psql -c 'select 1'"],
  ])("%s", (pattern, code) => {
    expect(held(pattern, code)).toBe("certain");
  });
});

describe("another option stays another one", () => {
  it.each([
    ["git push --force", "git push --force-with-lease"],
    ["git push --force", "git push origin main"],
    ["rm -rf", "rm -r --foo x"],
    ["docker rm -v", "docker run -v /a:/b image"],
    ["systemctl stop web", "systemctl stop web.timer"],
    ["kubectl delete pod", "kubectl delete deployments/pod"],
    ["cp * /etc/*", "cp /etc/hosts /tmp"],
    ["SetEnv=*", "ssh -o SetEnv=DEBUG=yes box.example.com ls"],
    ["Environment=*", "systemd-run -p Environment=DEBUG=yes ls"],
    ["DEBUG=yes", "kubectl label deploy/web DEBUG=yes"],
    ["terraform destroy", "terraform plan -destroy"],
    ["terraform destroy", 'terraform apply "$plan"'],
    ["systemctl stop web", '/etc/init.d/"web-$number" stop'],
    ["systemctl stop web", "/etc/init.d/$name start"],
    ["apt-get install curl", "apt-get install curl/x.deb"],
    ["scp b *", "scp a@b web-1:"],
    ["scp * root@web-1:/opt/**", "scp a web-1:/opt/x"],
    ["systemctl stop nginx", "service nginx status"],
    ["systemctl stop nginx", "service stop nginx"],
    ["systemctl stop nginx", "service --status-all"],
    ["systemctl stop nginx", "/srv/init.d/nginx stop"],
    ["scp * **:/opt/**", "scp a scp://box.example.com/opt/x"],
    ["kubectl delete pod web", "kubectl delete pod Web"],
    ["kubectl exec web -- get widget", "kubectl exec web -- get Widget"],
    ["chmod 777 *", "chmod 4777 /srv"],
    ["chmod 777 7", "chmod 777 07"],
    ["apt-get remove nginx", "apt-get remove nginx-common:amd64"],
    ["apt-get install nginx=1.2", "apt-get install nginx"],
    ["apt-get install nginx", "apt-get install ./nginx=1.2.deb"],
    ["kill -9 1", "kill -9 -1"],
    ["kill -9 *", "kill -9"],
    ["kill -9", "kill -19 17"],
    ["kill -9", "kill -SIGSTOP 17"],
    ["kill -1", "kill -15 17"],
    ["kill -HUP", "kill -TERM 17"],
    ["kill -[0-9]", "kill -19 17"],
    ["pkill -9", "pkill -19 web"],
    ["pkill -9", "pkill -P9 web"],
    ["chmod 777 *", "chmod 06$rights /srv"],
    ["dd of=/dev/sda", "dd if=/dev/sda of=/tmp/a"],
    ["dd of=/dev/sda", "cd /srv; dd of=sda"],
    ["dd of=/dev/sda", "dd if=of=/dev/sda of=/tmp/a"],
  ])("%s does not match %s", (pattern, code) => {
    expect(held(pattern, code)).toBeNull();
  });
});

describe("alternatives", () => {
  it.each([
    ["{cp,mv} a", "mv a b", "certain"],
    ["git {add,commit} ** **init.json", "git commit -m x init.json", "certain"],
    ["run *-{80,443}", "run web-443", "certain"],
    ["run *-{80,443}", "run web-81", null],
    ["run {,fast} now", "run now", "certain"],
    ["NAME={true,1} x", "NAME=1 x", "certain"],
    ["say '{a,b}'", "say a", null],
    ["say {a}", "say '{a}'", "certain"],
    ["rm {a,{b,c}}d", "rm cd", "certain"],
    ["rm {a,{b,c}}d", "rm c", null],
    ["say \\{a,b}", "say '{a,b}'", "certain"],
  ] as const)("%s and %s: %s", (pattern, code, expected) => {
    expect(held(pattern, code)).toBe(expected);
  });
});

describe("each spelling in the table", () => {
  const cases = [...spellings].flatMap(([tool, spelling]) => spelt(tool, [], spelling));

  /** A command in one spelling, and the same in another. */
  function spelt(tool: string, verbs: string[], spelling: Spelling): [string, string][] {
    const words = [tool, ...verbs.filter((verb) => verb !== "*")].join(" ");
    const instead: [string, string][] = spelling.instead
      ? [[`${tool} x y`, `${spelling.instead.join(" ")} ${spelling.isTurned ? "y x" : "x y"}`]]
      : [];
    const options = [...spelling.options].map(([name, { plain, takes }]): [string, string] => {
      const value = takes === "value" ? " some" : "";
      return [`${words} ${name}${value}`, `${words} ${plain}${value}`];
    });
    const others = [...spelling.verbs].map(([verb, plain]): [string, string] => [
      `${words} ${verb} x`,
      `${words} ${plain.join(" ")} x`,
    ]);
    const below = [...spelling.under].flatMap(([verb, under]) =>
      spelt(tool, [...verbs, verb], under),
    );
    return [...instead, ...options, ...(verbs.length === 0 ? others : []), ...below];
  }

  it("means the plain one, and the plain one means it", () => {
    expect(cases.length).toBeGreaterThan(300);
    for (const [one, plain] of cases) {
      expect([one, plain, held(one, plain)]).toEqual([one, plain, "certain"]);
      expect([plain, one, held(plain, one)]).toEqual([plain, one, "certain"]);
    }
  });

  it("leaves nothing out that the words themselves match, whatever stands around them", () => {
    const word = fc.constantFrom(
      "a",
      "-f",
      "--force",
      "-x",
      "/etc//x",
      "../y",
      "+main",
      "rm",
      "--",
      "-s",
      "9",
      "KILL",
      "push",
      "del",
      "x=y",
    );
    const tool = fc.constantFrom(...spellings.keys());
    fc.assert(
      fc.property(tool, fc.array(word, { maxLength: 6 }), (name, words) => {
        const code = [name, ...words].join(" ");
        expect(held(code, code)).toBe("certain");
      }),
    );
  });
});
