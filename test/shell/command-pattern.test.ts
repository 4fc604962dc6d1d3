/** Patterns of commands, held against code as people write it. */
import { describe, expect, it } from "vitest";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { type Match, matchCommand } from "../../src/shell/match-command.ts";
import fc from "../support/properties.ts";

/** The surest match of a pattern among all commands of the code. */
function held(pattern: string, code: string): Match | null {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(read.message);
  const matches = commandsIn(code).map((command) => matchCommand(read.pattern, command));
  return matches.find((match) => match === "certain") ?? matches.find(Boolean) ?? null;
}

const scp = "scp * **:/opt/example/bin/*";

describe("a pattern matches", () => {
  it.each([
    ["its words", "systemctl restart web", "systemctl restart web"],
    ["its first words, and more may follow", "docker compose pull", "docker compose pull app -q"],
    ["whatever wraps the command", "iptables", "sudo -u root env A=1 timeout 5 iptables -L"],
    ["what another shell runs", "iptables", `bash -c "iptables -L"`],
    ["what another machine runs", "iptables -A", `ssh box 'sudo iptables -A INPUT -j DROP'`],
    ["what a container runs", "systemctl stop web", "incus exec app -- systemctl stop web"],
    ["what `find` and `xargs` run", "rm", "find . -name x -exec rm {} + ; ls | xargs rm"],
    ["a command with its directory", "iptables", "/usr/sbin/iptables -L"],
    ["words whose quotes are undone", "systemctl restart web", `"systemctl" 're'start w\\eb`],
    ["any one word", "scp * host:/x", "scp /tmp/a/b host:/x"],
    ["any part of a word but a slash", "cat /etc/*.conf", "cat /etc/web.conf"],
    ["a slash, too", "git add **/init.json", "git add conf/vault/init.json"],
    ["any number of words", "scp ** **:/opt/**", "scp -r a b c box:/opt/x/y"],
    ["no word at all", "git add ** init.json", "git add init.json"],
    ["a set", "iptables -[AIDF]", "iptables -I INPUT 1 -i lo -j ACCEPT"],
    ["a range", "kill -[0-9]", "kill -9 17"],
    ["options in another order", "rm -r -f /srv", "rm -f -v -r /srv"],
    ["options in a cluster", "rm -rf /srv", "rm -fr /srv"],
    ["options apart from their cluster", "rm -rf", "rm -r -f /srv"],
    ["an option behind the words", "sed -i", "sed 's/a/b/' -i x"],
    ["behind the end of options", "rm -r /srv", "rm -r -- /srv"],
    ["an option with its value", "curl --output", "curl --output=x https://example.com"],
    ["an option with a suffix", "sed -i", "sed -i.bak s/a/b/ x"],
    ["behind the values of options", "git push", "git -C repo -c a=b push origin main"],
    ["behind global options", "docker compose pull", "docker --context x compose -f a.yml pull"],
    ["its long example", scp, "scp -P 22 -o A=b build/app box:/opt/example/bin/app"],
    ["an assignment", "VAULT_SKIP_VERIFY=true", "VAULT_SKIP_VERIFY=true vault status"],
    ["one by env", "VAULT_SKIP_VERIFY=true", "env VAULT_SKIP_VERIFY=true vault status"],
    ["one exported", "VAULT_SKIP_VERIFY=true", "export VAULT_SKIP_VERIFY=true A=1\nvault status"],
    ["one for a container", "DEBUG=*", "docker run -e DEBUG=yes app"],
    ["an assignment and its command", "A=1 make", "A=1 B=2 make all"],
    ["a redirection", "> **/Caddyfile", "echo x > /etc/caddy/Caddyfile"],
    ["a redirection in another shell", "> **/Caddyfile", "sudo sh -c 'cat x > /etc/Caddyfile'"],
    ["by an alias of git", "git push -f", "git -c alias.x='push -f' x origin"],
    ["by one with its words", "git push -f", "git -c alias.x=push x -f"],
    ["by an alias of an alias", "git push -f", "git -c alias.a=b -c ALIAS.b='push -f' a"],
    ["by a shell of git", "rm -rf /srv", "git -c alias.x='!rm -rf' x /srv"],
    ["a mark behind the end of options", "git push --force", "git push -- origin +main"],
    ["and in front of what is not known", "git push --force", 'git push origin "+$branch"'],
    ["in the last of a pipe", "rm -rf /srv/**", "shopt -s lastpipe; true | cd /srv; rm -rf x"],
    ["by two aliases", "systemctl stop web", "alias s='sudo '; alias x='systemctl stop'; s x web"],
    ["what a builtin calls", "rm -rf /srv/**", "mapfile -C 'rm -rf /srv/x' -c 1 a < f"],
    ["a second name of a verb", "helm uninstall web", "helm -n prod del a web"],
    ["an option by two dashes", "terraform apply -auto-approve", "terraform apply --auto-approve"],
    ["a kind with its group", "kubectl delete namespace", "kubectl delete namespaces.v1.core x"],
    ["a kind in capitals", "kubectl delete namespace", "kubectl delete NS x"],
    ["a kind of the core group", "kubectl delete pod web", "kubectl delete pods./web"],
    ["one beside a group with a hyphen", "kubectl delete ns b", "kubectl delete a.x-y.io/a ns/b"],
    ["and in a list with it", "kubectl delete pod", "kubectl delete a.x-y.io,pods web"],
    [
      "a kind that is seldom named",
      "kubectl delete pdb x",
      "kubectl delete PodDisruptionBudgets x",
    ],
    ["a file's name beside a kind", "kubectl delete pod a", "kubectl --kubeconfig x/y delete po/a"],
    ["any name of a kind", "kubectl delete pod/*", "kubectl delete pods web"],
    ["and with a slash", "kubectl delete deploy/web-*", "kubectl delete Deployment/web-1"],
    ["and of several", "kubectl delete pod/*", "kubectl delete svc/a po/web"],
    ["and of several kinds", "kubectl delete pod/*", "kubectl delete svc,po web"],
    ["a kind behind what is none", "kubectl delete svc web", "kubectl delete x/y=z svc/web"],
    ["a name beside a kind", "kubectl drain web", "kubectl drain node/a web"],
    ["any name of any kind", "kubectl delete */web", "kubectl delete svc a web"],
    ["a kind by its wildcard, as written", "kubectl delete pods*/a", "kubectl delete svc/a pods/a"],
    ["several kinds, as it has them", "kubectl delete po/a ns/b", "kubectl delete pod/a ns/b"],
    ["what is no kind", "kubectl cp a/** *", "kubectl cp a/b/c x"],
    ["a signal by name", "kill -9", "kill -KILL 17"],
    ["a signal as a value", "kill -KILL", "kill -s 9 17"],
    ["operands in any order", "dd of=/dev/*", "dd if=/dev/zero of=/dev/sda"],
    ["a cluster without a dash", "tar -x -f *", "tar xf a.tar"],
    [
      "numbers in a list",
      "systemctl stop web-2",
      "for i in {1..3}; do systemctl stop web-$i; done",
    ],
    ["in the second line", "reboot", "echo a\nif true; then reboot; fi"],
    ["in a pipe and a substitution", "id", "echo $(id -u) | cat"],
  ])("%s", (_, pattern, code) => {
    expect(held(pattern, code)).toBe("certain");
  });
});

describe("a pattern does not match", () => {
  it.each([
    ["a host that the user's name looks like", "ssh prod-*", "ssh prod-deploy@stage-1"],
    ["what is an option's value for sure", "docker compose down", "docker compose -f down up"],
    ["that of a tool without spellings", "helm uninstall", "helm --namespace uninstall list"],
    ["text", "iptables -A", "echo iptables -A # iptables -A"],
    ["another command", "rm", "rmdir x"],
    ["a label with a slash", "kubectl label b *", "kubectl label pod/a b/c=d"],
    ["or one that goes", "kubectl label b *", "kubectl label pod/a b/c-"],
    ["a file of another command", "kubectl exec * b", "kubectl exec pod/a -- rm a/x b/x"],
    ["another option", "iptables -[AIDF]", "iptables -nvL -t nat"],
    ["an operand where an option is wanted", "rm -f", "rm -- -f"],
    ["other words", "docker compose pull", "docker pull compose"],
    ["a path below", "cat /etc/*.conf", "cat /etc/web/a.conf"],
    ["another value", "VAULT_SKIP_VERIFY=true", "VAULT_SKIP_VERIFY=false vault status"],
    ["a word that reads like an assignment", "A=1", "echo A=1"],
    ["what is read from a file", "> **/Caddyfile", "cat < /etc/Caddyfile >> log"],
    ["upload to elsewhere", scp, "scp build/app box:/srv/app"],
    ["half of its options", "rm -rf", "rm -r /srv"],
    ["a command that is only named", "scp", "man scp"],
  ])("%s", (_, pattern, code) => {
    expect(held(pattern, code)).toBeNull();
  });
});

describe("what is not known before it runs", () => {
  it.each([
    ["may be the word", "scp * **:/opt/*", 'scp app "$where"', "possible"],
    ["may be several words", "git add ** init.json", "git add $files", "possible"],
    ["may be an option", "rm -rf", 'rm "$flags" /srv', "possible"],
    ["may be the command", "reboot", "$command now", "possible"],
    ["may be the command and its verb", "systemctl stop web", "$command web", "possible"],
    ["may be the command and its options", "rm -rf /srv/**", "sudo $command now", "possible"],
    ["may be nothing, or runs the rest", "rm -rf /srv", "$SUDO rm -rf /srv", "possible"],
    ["may run the rest in quotes, too", "rm -rf /srv", '"$SSH" web-1 rm -rf /srv', "possible"],
    ["is one word in quotes", "rm -rf /srv", '"$command" get pods', null],
    ["may be a list, also in quotes", "systemctl stop web", 'systemctl "$@"', "possible"],
    ["may be a list by name", "systemctl stop web", `systemctl "\${words[@]}"`, "possible"],
    ["may be a list with a beginning", "rm -rf /srv", `rm -"\${words[@]}"`, "possible"],
    [
      "is each word of a loop",
      "rm -rf /srv/**",
      "for d in /tmp /srv; do rm -rf $d/x; done",
      "certain",
    ],
    ["and no other", "systemctl stop web", "for s in a b; do systemctl stop $s; done", null],
    [
      "is what a pattern finds",
      "rm -rf /srv/**",
      'for f in /var/log/*; do rm -rf "$f"; done',
      null,
    ],
    ["is a new name", "rm -rf /srv/**", 'd=$(mktemp -d); rm -rf "$d"', null],
    [
      "which may be made anywhere",
      "rm -rf /srv/**",
      'TMPDIR=$t; d=$(mktemp -d); rm -rf "$d"',
      "possible",
    ],
    ["or just there", "rm -rf /srv/**", 'd=$(mktemp -d /srv/a.XXXX); rm -rf "$d"', "certain"],
    ["is a pattern of the tool", "systemctl stop web", "systemctl stop 'we*'", "possible"],
    ["of a tool with its path", "systemctl stop web", "/bin/systemctl stop 'we*'", "possible"],
    ["which is about others", "systemctl stop web", "systemctl stop 'cadd*'", null],
    ["is what is found below", "rm -rf /srv/**", "find /var/log -exec rm -rf {} +", null],
    [
      "and what a pipe brings of it",
      "rm -rf /srv/**",
      "find /srv -print0 | xargs -0 rm -rf",
      "possible",
    ],
    ["from where the code is", "rm -rf /srv/**", "cd /tmp; find . -exec rm -rf {} +", null],
    ["which may be there", "rm -rf /srv/**", "cd /srv; find . -exec rm -rf {} +", "possible"],
    ["or what else is printed", "rm /srv/**", "find /tmp -printf '%f' | xargs rm", "possible"],
    ["is a name in quotes", "git push --force", 'git push origin "$branch"', null],
    ["and no mark behind the options", "git push --force", 'git push origin -- "$branch"', null],
    ["but anything without", "git push --force", "git push origin $branch", "possible"],
    ["is one word, not two", "rm -rf /srv/**", 'rm "$file"', null],
    ["is what an option takes", "curl -X DELETE", 'curl -H "$header" example.com', null],
    ["is what a cluster takes", "tar -x", 'tar czf "$file" a', null],
    ["may be a second verb", "docker rm", 'docker container "$verb" web', "possible"],
    ["is any name of a kind", "kubectl delete pod *", 'kubectl delete "Pods/$x"', "certain"],
    ["may be that name", "kubectl delete pod web", "kubectl delete po/we$x", "possible"],
    ["is no other kind", "kubectl delete ns *", "kubectl delete pod/$x", null],
    ["and no option behind a kind", "kubectl delete --all", "kubectl delete pod/$x", null],
    ["is named by its verb", "kubectl drain web", "kubectl drain node/$x", "possible"],
    ["is beside a kind", "kubectl delete pod web", "kubectl delete svc/$y po/web", "certain"],
    ["may be the kind", "kubectl delete pod web", "kubectl delete $kind/web", "possible"],
    ["may be a part of the kind", "kubectl delete svc web", "kubectl delete sv$x/web", "possible"],
    [
      "may be one of the kinds",
      "kubectl delete pod web",
      "kubectl delete svc,{{k}} web",
      "possible",
    ],
    ["is not those beside it", "kubectl delete svc web", "kubectl delete svc,{{k}} web", "certain"],
    ["may be kind and name", "kubectl delete pod web", 'kubectl delete "$x"', "possible"],
    ["and beside others", "kubectl delete pod web", 'kubectl delete svc/a "$x"', "possible"],
    ["and behind an option", "kubectl delete pod a", 'kubectl delete --x orphan "$x"', "possible"],
    ["and before a label", "kubectl label node a b=c", 'kubectl label "$x" b=c', "possible"],
    ["but not behind a kind", "kubectl delete ns *", 'kubectl delete --x=y pod "$x"', null],
    ["of whatever sort", "kubectl delete ns *", 'kubectl delete widget "$x"', null],
    ["nor with what no kind has", "kubectl delete ns", 'kubectl delete "pod-$x"', null],
    ["is a user", "ssh prod-*", 'ssh "$user@stage-1"', null],
    ["may be that user", "ssh root@*", 'ssh "$user@stage-1"', "possible"],
    ["is beside its copy", "> **/Caddyfile", 'cp "$f" "$f.bak"', null],
    ["may be where a copy goes", "> **/Caddyfile", 'cp "$f" "$g"', "possible"],
    ["has the name of a file", "rm -rf /srv/**", 'for f in *.log; do rm -rf "$f"; done', null],
    [
      "which may lie there",
      "rm -rf /srv/**",
      'cd /srv; for f in *; do rm -rf "$f"; done',
      "possible",
    ],
    [
      "is what a turn has left",
      "rm -rf /srv/x",
      "for f in *; do rm -rf x; cd /srv; done",
      "certain",
    ],
    ["is split where it stands", "rm -rf /srv/**", "x='a /srv/b'; rm -rf /tmp/$x", "certain"],
    ["is in a list", "> /etc/**", "mv /etc/app.conf{.$day,}", "certain"],
    ["may be in a list", "rm -rf /srv/b", "rm -rf /srv/{a},b}", "possible"],
    ["is a home", "> /etc/**", 'echo x > "$HOME/a"', null],
    ["which is one of two", "> /root/**", "echo x > ~/a", "possible"],
    ["and leads up, too", "> /etc/**", "cp x ~/../etc/a", "possible"],
    ["from where it is", "> /etc/**", "cd ~; echo > ../etc/a", "possible"],
    ["may be another home", "rm -rf /srv/**", "HOME=/srv; rm -rf ~/x", "certain"],
    ["or any", "rm -rf /srv/**", "read HOME; rm -rf ~/x", "possible"],
    ["as given by default", "rm -rf /srv/**", `: \${HOME:=/srv}; cd; rm -rf x`, "possible"],
    ["but only read", "rm -rf /srv/**", `cd "\${HOME%/}"; cd; rm -rf x`, null],
    ["is on the stack", "rm -rf /srv/**", "pushd /srv; pushd /tmp; rm -rf ~1/x", "certain"],
    ["is known in part", "rm -rf /srv/**", 'd=/var/b/$(date +%F); rm -rf "$d"/old', null],
    ["also behind an option", "> /srv/**", 'd=$(mktemp -d); dd if=a of="$d/x"', null],
    ["stays what it was", "rm -rf /srv/**", 'eval "x=1; rm -rf $x"', "possible"],
    ["is no verb as an option's value", "kubectl delete", 'kubectl -n "$ns" get pods', null],
    ["nor of a tool without spellings", "helm uninstall", 'helm -n "$ns" list', null],
    ["nor behind several verbs", "docker compose down", 'docker compose -f "$f" up', null],
    ["nor by another name", "docker compose down", 'docker-compose -f "$f" up', null],
    ["nor the host", "ssh prod-*", 'ssh -i "$key" web-1', null],
    ["is held to what is known of it", "scp * box:/opt/*", 'scp app "box:/srv/$day"', null],
    ["is a date, which has no slash", "cp * **/Caddyfile", "cp a /tmp/a-$(date +%Y%m%d)", null],
    ["and at its end", "git add **/init.json", 'git add "$dir/main.ts"', null],
    ["fits a wildcard for sure", "scp * box:/opt/app", 'scp "$app" box:/opt/app', "certain"],
    ["may be a placeholder", "systemctl stop web", "systemctl stop {{unit}}", "possible"],
    ["a placeholder is one word", "systemctl stop web db", "systemctl stop {{unit}}", null],
    ["is known where a variable is set before", "reboot", "c=reboot\n$c now", "certain"],
    ["may be a value", "VAULT_SKIP_VERIFY=true", 'VAULT_SKIP_VERIFY="$x" vault status', "possible"],
    ["is given to what is evaluated", "A=b", "A=b eval ls", "certain"],
    ["has each word in its turn", "A=b", "export A; for A in a b; do ls; done", "certain"],
    ["has none of them but these", "A=b", "export A; for A in a c; do ls; done", null],
    ["is longer by what is added", "A=b", 'export A=""; A+=b; ls', "certain"],
    ["in front of a command, too", "A=bc", "A=b; A+=c ls", "certain"],
    ["is not what is added", "A=c", "export A=b; A+=c; ls", null],
    ["is computed anew", "A=2", "export A=1; ((A++)); ls", "possible"],
    ["is read anew", "A=b", "export A=a; read A; ls", "possible"],
    ["is a function's own", "A=b", "export A=a; f() { local A=b; ls; }; f", "certain"],
    ["may be all of it", "rm -rf /srv", 'bash -c "$code"', "possible"],
    ["may be what nobody can read", "rm -rf /srv", "if true; then (", "possible"],
    ["may be all but one file", "rm -rf /srv/a", "rm -rf /srv/!(keep)", "possible"],
    ["may be one of two", "rm -rf /srv/a/x", "shopt -s extglob; rm -rf /srv/@(a|b)/x", "possible"],
    ["may be files, or none", "rm -rf /srv/ab", "rm -rf /srv/a?(b|c)", "possible"],
    ["is no pattern in quotes", "rm -rf /srv/a", 'rm -rf "/srv/!(keep)"', null],
    ["is no pattern beside a variable", "rm -rf /srv/a", 'rm -rf "/srv/!(k)$x"', null],
    ["may be an alias", "git push -f", 'git -c "alias.x=$what" x', "possible"],
    ["may be a setting of git", "rm -rf /srv", 'git -c "$setting" status', "possible"],
    ["is where git begins", "rm -rf /srv", "git -c alias.x='!rm -rf srv' x", "possible"],
    ["may be a file", "> **/Caddyfile", 'cat x > "$file"', "possible"],
    ["may be nothing", "run [ab]", 'run "b/$x"', "possible"],
    ["and nothing within a path", "rm -r /srv/b", 'rm -r "/srv/$x/b"', "possible"],
    ["and more than one part of it", "rm -r /srv/a/b", 'rm -r "/srv/$x/b"', "possible"],
    ["which `..` leaves in part", "rm -r /srv/a/b", 'rm -r "/srv/$x/../b"', "possible"],
    ["or as a whole", "rm -r /srv/b", 'rm -r "/srv/$x/../b"', "possible"],
    ["and what is before it", "rm -r /b", 'rm -r "/srv/$x/../b"', "possible"],
    ["is the directory itself", "rm -r b", 'rm -r "$x/b"', "possible"],
    ["is nothing between dots", "rm -r /srv", 'rm -r "/srv/a/.$x."', "possible"],
    ["is nothing from a directory on", "rm -r /srv", 'cd /srv; rm -r "$x"', "possible"],
    ["is nothing in a name", "/opt/run", '"/opt/$x/run"', "possible"],
    ["is no way up", "rm -r /etc", 'rm -r "/srv/$x"', null],
    ["is any path among many", "rm -r /b", `rm -r "/$a${"/$b/c".repeat(9)}"`, "possible"],
  ] as const)("%s", (_, pattern, code, expected) => {
    expect(held(pattern, code)).toBe(expected);
  });
});

describe("a variable of the code", () => {
  const code = "'rm -rf $DIR/srv/data'";

  it.each([
    `export DIR=/tmp/x; sudo sh -c ${code}`,
    `export DIR=/tmp/x; sudo -E sh -c ${code}`,
    `DIR=/tmp/x sudo sh -c ${code}`,
    `DIR=/tmp/x docker exec web sh -c ${code}`,
    "export DIR=/tmp/x; docker exec -i web sh <<'E'\nrm -rf $DIR/srv/data\nE",
    `export DIR=/tmp/x; kubectl exec web -- sh -c ${code}`,
    `export DIR=/tmp/x; ssh web ${code}`,
    `DIR=/tmp/x ssh web ${code}`,
    `export DIR=/tmp/x; ansible web -m shell -a ${code}`,
    `export DIR=/tmp/x; vagrant ssh -c ${code}`,
    `export DIR=/tmp/x; su - u -c ${code}`,
    `export DIR=/tmp/x; env -i sh -c ${code}`,
    `DIR=/tmp/x env -u DIR sh -c ${code}`,
    `export DIR=/tmp/x; timeout 9 sudo nice sh -c ${code}`,
  ])("may be another one in another environment: %s", (elsewhere) => {
    expect(held("rm -rf /srv/data{,/**}", elsewhere)).toBe("possible");
    expect(held("rm -rf /srv/other", elsewhere)).toBe(null);
  });

  it.each([
    'export DIR=/tmp/x; sudo sh -c "rm -rf $DIR/srv/data"',
    "export DIR=/tmp/x; docker exec -i web sh <<E\nrm -rf $DIR/srv/data\nE",
    `sudo DIR=/tmp/x sh -c ${code}`,
    `docker exec -e DIR=/tmp/x web sh -c ${code}`,
    `DIR=/a docker exec -e DIR=/tmp/x web sh -c ${code}`,
    `env -i DIR=/tmp/x sh -c ${code}`,
    `export DIR=/tmp/x; su u -c ${code}`,
    `export DIR=/tmp/x; nice sh -c ${code}`,
    `export DIR=/tmp/x; nsenter -t 4 -m sh -c ${code}`,
    `DIR=/tmp/x timeout 9 sh -c ${code}`,
  ])("is known where it is expanded before, or surely given: %s", (here) => {
    expect(held("rm -rf /srv/data{,/**}", here)).toBe(null);
    expect(held("rm -rf /tmp/x/srv/data", here)).toBe("certain");
  });

  it.each([
    ["nice vault status", "certain"],
    ["sudo vault status", "possible"],
    ["docker exec v vault status", "possible"],
    ["ssh h 'vault status'", "possible"],
    ["sudo sh -c 'sudo vault status'", "possible"],
    ["sudo sh -c 'A=b; vault status'", null],
    ["sudo A=b vault status", "possible"],
    ["sudo sh -c 'unset A; vault status'", null],
  ] as const)("may be the one of a rule: %s", (command, expected) => {
    expect(held("A=true vault", `export A=true; ${command}`)).toBe(expected);
    expect(held("A=false vault", `export A=true; ${command}`)).toBe(null);
  });
});

describe("a file is written", () => {
  it.each([
    ["cp a /etc/x", "certain"],
    ["cp a /etc/", "certain"],
    ["cp -t /etc a", "certain"],
    ["cp a b /etc", "certain"],
    ["cp a /etc", "possible"],
    ["cp -T a /etc", null],
    ["cp -r a /et[c]", "possible"],
    ['cp a "$b"', "possible"],
    ["cd /etc; mv /tmp/a .", "certain"],
    ["cd /tmp && cp a /etc.bak", null],
    ["cp /etc/a /tmp", null],
    ["sudo install -m 644 a /etc/b", "certain"],
    ["install -d /etc/x", null],
    ["ln -sf /srv/a /etc/x", "certain"],
    ["ln -s /srv/a /etc", "possible"],
    ["ln -s /etc/x", null],
    ["cd /etc; ln -s /srv/a", "certain"],
    ["rsync -a a /etc/x", "certain"],
    ["rsync -an a /etc/x", null],
    ["scp a web-1:/etc/x", "certain"],
    ["scp web-1:/etc/x a", null],
    ["dd if=a of=/etc/x", "certain"],
    ["sort -o /etc/x a", "certain"],
    ["curl -o /etc/x https://example.com/a", "certain"],
    ["cd /etc; curl -O https://example.com/x", "certain"],
    ["wget -qO /etc/x https://example.com/a", "certain"],
    ["truncate -s 0 /etc/x", "certain"],
    ["tar czf /etc/x.tgz a", "certain"],
    ["tee /etc/x", "certain"],
    ["mkdir -p /etc/x", null],
    ["chmod 600 /etc/x", null],
    ["rm /etc/x", null],
  ] as const)("anew by %s: %s", (code, expected) => {
    expect(held("> /etc/*", code)).toBe(expected);
    if (expected !== null) expect(held(">> /etc/*", code)).toBeNull();
  });

  it.each([
    "echo a >> /etc/x",
    "tee -a /etc/x",
    "sed -i s/a/b/ /etc/x",
    "sudo -e /etc/x",
    "sudoedit /etc/x",
    "perl -pi -e s/a/b/ /etc/x",
    "patch /etc/x a.patch",
    "truncate -s +1M /etc/x",
    "touch /etc/x",
  ])("in part by %s", (code) => {
    expect(held(">> /etc/*", code)).toBe("certain");
    expect(held("> /etc/*", code)).toBeNull();
  });
});

describe("a copy gets", () => {
  it.each([
    ["into a directory", "cp * /etc/a", "cp /tmp/a /etc/", "certain"],
    ["into what may be one", "cp * /etc/a", "cp /tmp/a /etc", "possible"],
    ["into one of the same name", "mv * /srv/a/a", "mv a /srv/a", "possible"],
    ["beside the file", "cp * **/a", "cp /etc/a /etc/a.bak", null],
    ["beside the file on a day", "cp * **/a", "cp /etc/a /tmp/a-$(date +%F)", null],
    ["into a directory with a longer name", "cp * **/a", "cp /srv/a /etc/a.d", "possible"],
    ["to no directory", "cp * /etc/a", "cp -T /tmp/a /etc", null],
  ] as const)("%s", (_, pattern, code, expected) => {
    expect(held(pattern, code)).toBe(expected);
  });
});

describe("a pattern that cannot be read", () => {
  it.each([
    ["", "has no word"],
    ["**", "begins with `**`, and so with no name"],
    ["a | b", "has a `|`: it is of one command, and quotes make a character plain"],
    ["a 'b", "has a ' that is never closed"],
    ["a [bc", "has a `[` without its `]`"],
    ["a \\", "ends with a backslash"],
    ["a {b,c", "has a `{` without its `}`"],
    ["a [z-b]", "has a range in `[z-b]` that goes backwards"],
    [`a ${"{b,c}".repeat(10)}`, "has more than 1000 alternatives"],
    ["-a", "begins with an option, and so with no name"],
  ])("%j %s", (pattern, message) => {
    expect(readPattern(pattern)).toEqual({ ok: false, message });
  });
});

describe("for any words", () => {
  const plain = fc
    .stringMatching(/^[a-z][a-z0-9./:_]{0,8}$/)
    .filter(
      (word) =>
        !/^(if|fi|then|elif|else|do|done|case|esac|for|while|until|select|function|time|coproc|in)$/.test(
          word,
        ),
    );
  const command = fc.array(plain, { minLength: 1, maxLength: 5 });

  it("a command matches itself, and each of its beginnings", () => {
    fc.assert(
      fc.property(command, fc.nat(), (words, cut) => {
        const code = words.join(" ");
        const beginning = words.slice(0, 1 + (cut % words.length)).join(" ");
        expect(held(beginning, `:; sudo ${code}`)).toBe("certain");
      }),
    );
  });

  it("one word more than the command has is never found in it", () => {
    fc.assert(
      fc.property(command, plain, (words, more) => {
        expect(held([...words, more].join(" "), words.join(" "))).toBeNull();
      }),
    );
  });

  it("a word that turns out as it might was never ruled out before", () => {
    const wildcards = fc.constantFrom("*", "**", "[ab]", "a", "b", "/", "x*", "**/", ".", "/a");
    const patterns = fc.array(wildcards, { minLength: 1, maxLength: 4 });
    const letters = fc.stringMatching(/^[abx/.]{0,5}$/);
    const around = fc.oneof(
      letters,
      fc.constantFrom("/..", "../", "/../", "/../b", "a/../", "/./"),
    );
    // None that leads up, also together with the dots around it.
    const value = letters.filter((text) => !/^\.+$|^\.\/|\/\.$|(^|\/)\.\.(\/|$)/.test(text));
    const begins = fc.constantFrom("", "cd a; ", "cd /a/b; ");
    const tools = fc.constantFrom("run", "cat", "cp x");
    fc.assert(
      fc.property(
        begins,
        tools,
        patterns,
        around,
        value,
        around,
        value,
        around,
        (begin, tool, parts, before, text, between, more, after) => {
          const pattern = `${tool} ${parts.join("")}`;
          const known = held(
            pattern,
            `${begin}${tool} '${before}${text}${between}${more}${after}'`,
          );
          const words = `"${before}$1${between}$2${after}"`;
          if (known === null) return;
          expect([words, held(pattern, `${begin}${tool} ${words}`)]).not.toEqual([words, null]);
        },
      ),
    );
  });

  it("nothing makes it fail", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, code) => {
        const read = readPattern(pattern);
        if (!read.ok) return;
        for (const one of commandsIn(code)) matchCommand(read.pattern, one);
      }),
    );
  });
});
