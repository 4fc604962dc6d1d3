/** Holds what commands run, seen through their wrappers, against what they are said to run. */
import { describe, expect, test } from "vitest";
import { type Invocation, invocationsOf } from "../../src/shell/invocations.ts";

/** Words with `?` for one that is not known, and in brackets how they get to where they run. */
function shown({ name, words, via }: Invocation): string {
  const text = words.map((word) => word.text ?? "?").join(" ");
  const where = via.length > 0 ? ` [${via.join(", ")}]` : "";
  return `${name === null ? "unknown: " : ""}${text}${where}`;
}

function run(code: string): string[] {
  return invocationsOf(code).map(shown);
}

describe("wrappers", () => {
  test.each<[code: string, runs: string[]]>([
    ["sudo rm x", ["rm x [as root]"]],
    ["sudo -u web -E -- rm 'a b'", ["rm a b [as user web]"]],
    ["sudo -nu web rm x", ["rm x [as user web]"]],
    ["doas -u web rm x", ["rm x [as user web]"]],
    ["env -u C -i A=b rm x", ["rm x"]],
    ["env -S 'rm x'", ["rm x"]],
    ["timeout -k 5 10 rm x", ["rm x"]],
    ["nice -n 5 ionice -c 3 nohup setsid stdbuf -oL rm x &", ["rm x"]],
    ["time -p rm x; command time -f %e rm x", ["rm x", "rm x"]],
    ["command rm x; builtin cd y; exec -a z rm x", ["rm x", "cd y", "rm x"]],
    ["command -v rm", ["command -v rm"]],
    ["ls | xargs rm", ["ls", "rm ?"]],
    ["ls | xargs -n 1 -0 rm -v", ["ls", "rm -v ?"]],
    ["ls | xargs -I% mv % /x/%", ["ls", "mv ? ?"]],
    ["find / -name x -exec rm -f {} \\; -exec ls {} +", ["find / -name x", "rm -f ?", "ls ?"]],
    ["parallel rm -f {} ::: a b", ["rm -f ?", "unknown: "]],
    ["watch -n 5 'ls | wc'", ["ls", "wc"]],
    ["flock /lock rm x; flock /lock -c 'rm y; ls'", ["rm x", "rm y", "ls"]],
    ["strace -f -o /tmp/log rm x", ["", "rm x"]],
    ["chroot /mnt rm x", ["rm x [in the root /mnt]"]],
    ["nsenter -t 1 -m -- rm x", ["rm x [in the namespaces of process 1]"]],
    ["unshare -n rm x", ["rm x"]],
    ["ip netns exec blue ip link", ["ip link [in the network namespace blue]"]],
    ["ip vrf exec blue ip link", ["ip link [in the routing domain blue]"]],
    ["busybox rm x", ["rm x"]],
    ["systemd-run --unit=x -p Nice=5 rm x", ["systemd-run --unit=x -p Nice=5 rm x", "rm x"]],
    ["ssh -p 22 -o A=b root@db-1 rm 'a b'", ["rm a b [on host db-1]"]],
    ["ssh db-1 \"sudo rm 'a b'; ls\"", ["rm a b [on host db-1, as root]", "ls [on host db-1]"]],
    ["ssh db-1 <<'EOF'\nrm x\nEOF", ["rm x [on host db-1]"]],
    ["lxc exec web --project p -- rm x", ["rm x [in container web of project p]"]],
    ["incus exec p:web --env A=b -- sh -c 'rm x'", ["rm x [in container p:web]"]],
    ["docker exec -it -u root web rm x", ["rm x [in container web]"]],
    ["docker compose -f a.yml exec -T web rm x", ["rm x [in container web]"]],
    [
      "docker run --rm -v /:/h alpine rm x",
      ["docker run --rm -v /:/h alpine rm x", "rm x [in a new container of alpine]"],
    ],
    ["kubectl exec -n ns web -c c -it -- rm x", ["rm x [in pod ns/web]"]],
    ["kubectl -n ns exec web -- rm x", ["rm x [in pod ns/web]"]],
    ["oc exec deploy/web -- rm x", ["rm x [in pod deploy/web]"]],
    ["oc -n ns rsh -c c web rm x", ["rm x [in pod ns/web]"]],
    ["oc rsh web", ["oc rsh web"]],
    ["etcdctl watch key -- rm x", ["etcdctl watch key -- rm x", "rm x"]],
    ["etcdctl watch key", ["etcdctl watch key"]],
    ["etcdctl --endpoints a lock b rm x", ["etcdctl --endpoints a lock b rm x", "rm x"]],
    ["certbot renew --pre-hook 'rm x'", ["certbot renew --pre-hook rm x", "rm x"]],
    ["ssh-agent -t 60 rm x", ["ssh-agent -t 60 rm x", "rm x"]],
    ["crictl exec -it web rm x", ["rm x [in container web]"]],
    [
      "kubectl debug node/a --image=b -- chroot /host rm x",
      [
        "kubectl debug node/a --image=b -- chroot /host rm x",
        "rm x [in a container on node/a, in the root /host]",
      ],
    ],
    ["rm /x/{a,b}/{c,d} {e,} {f} {1..3}", ["rm /x/a/c /x/a/d /x/b/c /x/b/d e {f} 1 2 3"]],
    ["ionice -p 4711; taskset -cp 1 4711", ["ionice -p 4711", "taskset -cp 1 4711"]],
    ["lxc delete exec web ls", ["lxc delete exec web ls"]],
    ["su - web -c 'rm x'", ["rm x [as user web]"]],
    ["su -c 'rm x'", ["rm x [as root]"]],
    ["runuser -u web -- rm x", ["rm x [as user web]"]],
    ["trap 'rm x' EXIT", ["trap rm x EXIT", "rm x"]],
    ["echo rm x | at now", ["echo rm x", "at now", "rm x"]],
    ["echo '0 3 * * * rm x' | crontab -", ["echo 0 3 * * * rm x", "crontab -", "rm x"]],
    ["tmux new-session -d -s a 'rm x'", ["rm x"]],
    ["screen -dm -S a rm x", ["rm x"]],
    ["aws-vault exec prod -- rm x", ["rm x"]],
    ["git -c core.pager='rm x' log", ["git -c core.pager=rm x log", "rm x"]],
    ["tar --to-command='rm x' -xf a", ["tar --to-command=rm x -xf a", "rm x"]],
  ])("%s", (code, runs) => expect(run(code)).toEqual(runs));
});

describe("options of wrappers", () => {
  test.each<[code: string, runs: string[]]>([
    ["timeout --sig KILL 5 rm x", ["rm x"]],
    ["timeout --kill-a 5 5 rm x", ["rm x"]],
    ["timeout --sig=KILL --pres 5 rm x", ["rm x"]],
    ["nice --adj 5 rm x", ["rm x"]],
    ["nice -5 rm x; nice --5 rm x", ["rm x", "rm x"]],
    ["env --unse X --ch /y rm x", ["rm x"]],
    ["env --split-string='rm -f' x", ["rm -f x"]],
    ["env -S'rm -f' x", ["rm -f x"]],
    ["env -iS 'A=b rm \"y z\"' x", ["rm y z x"]],
    ["env -S 'rm $A' x", ["env -S rm $A x", "unknown: "]],
    ["sudo --us web rm x", ["rm x [as user web]"]],
    ["sudo --prompt x --command-timeout 5 rm x", ["rm x [as root]"]],
    ["sudo -T 5 -nA rm x", ["rm x [as root]"]],
    ["su --comm='rm x' web", ["rm x [as user web]"]],
    ["ls | xargs --max-arg 1 rm", ["ls", "rm ?"]],
    ["ls | xargs -i mv {} /x", ["ls", "mv ? /x"]],
    ["ls | xargs --repl=% mv % /x", ["ls", "mv ? /x"]],
    ["systemd-run -t rm x", ["systemd-run -t rm x", "rm x"]],
    ["setpriv --reui web --clear-g rm x", ["rm x"]],
    ["flock --time 5 /lock rm x", ["rm x"]],
    ["chrt -f 10 rm x", ["rm x"]],
    ["prlimit --nofile=10 -n5 rm x", ["rm x"]],
    ["command time --form %e rm x", ["rm x"]],
    ["\\time -o /tmp/t -a rm x", ["", "rm x"]],
    ["docker exec --detach-keys a --privileged web rm x", ["rm x [in container web]"]],
  ])("%s", (code, runs) => expect(run(code)).toEqual(runs));

  test.each<[code: string, runs: string[]]>([
    ["sudo --new 5 rm x", ["5 rm x [as root]", "rm x [as root]"]],
    ["sudo --new=5 rm x", ["rm x [as root]"]],
    ["timeout --new 5 9 rm x", ["9 rm x", "rm x"]],
    ["nice -Z 5 rm x", ["5 rm x", "rm x"]],
    ["nice --new rm x", ["rm x", "x"]],
    ["env --nul rm x", ["rm x"]],
    ["sudo $OPTIONS rm x", ["rm x [as root]"]],
  ])("one that is not known may have a value: %s", (code, runs) => expect(run(code)).toEqual(runs));

  test("so many of them that nobody reads them all", () => {
    const options = Array.from({ length: 40 }, (_, at) => `--new${at} ${at}`).join(" ");
    expect(run(`sudo ${options} rm x`)).toContain("unknown:  [as root]");
  });

  test.each<[code: string, runs: string[]]>([
    [
      "docker run --entrypoint rm img -f x",
      ["docker run --entrypoint rm img -f x", "rm -f x [in a new container of img]"],
    ],
    [
      "docker run --entrypoint= img rm x",
      ["docker run --entrypoint= img rm x", "rm x [in a new container of img]"],
    ],
    ["sshpass -p a ssh h rm x", ["rm x [on host h]"]],
    ["sshpass -e ssh h rm x", ["rm x [on host h]"]],
    ["autossh -M 0 h rm x", ["autossh -M 0 h rm x", "rm x [on host h]"]],
    ["sg wheel 'rm x; ls'", ["rm x", "ls"]],
    ["sg - wheel -c 'rm x'", ["rm x"]],
    ["ip -n a netns exec y rm x", ["rm x [in the network namespace y]"]],
    ["ip -4 netns exec y rm x", ["rm x [in the network namespace y]"]],
    ["git bisect run rm x", ["git bisect run rm x", "rm x"]],
    [
      "git submodule -q foreach --recursive 'rm x'",
      ["git submodule -q foreach --recursive rm x", "rm x"],
    ],
    ["git rebase -ix 'rm x' main", ["git rebase -ix rm x main", "rm x"]],
    ["git submodule update", ["git submodule update"]],
    ["gcloud compute ssh h -- rm x", ["gcloud compute ssh h -- rm x", "rm x [on host h]"]],
    ["gcloud compute ssh h", ["gcloud compute ssh h"]],
  ])("what is behind it is seen: %s", (code, runs) => expect(run(code)).toEqual(runs));
});

describe("code for a shell", () => {
  test.each<[code: string, runs: string[]]>([
    ["bash -c 'rm x; ls'", ["rm x", "ls"]],
    ["sh -exc \"rm 'a b'\"", ["rm a b"]],
    ["bash -e -c 'rm \"$1\" $0' a 'b c'", ["rm b c a"]],
    ["bash -lc 'rm \"$@\"' _ a b", ["rm a b"]],
    ["bash -c \"bash -c 'rm x'\"", ["rm x"]],
    ["echo rm x | sh", ["echo rm x", "rm x"]],
    ["printf 'rm %s\\n' a b | sh -s", ["printf rm %s\\n a b", "rm a", "rm b"]],
    ["cat <<EOF | sudo bash\nrm x\nEOF", ["cat", "rm x [as root]"]],
    ["bash <<< 'rm x'", ["rm x"]],
    ["bash <(echo rm x)", ["echo rm x", "rm x"]],
    ["source <(echo rm x)", ["echo rm x", "rm x"]],
    ["eval rm 'x;' ls", ["rm x", "ls"]],
    ["eval \"$(echo 'rm x')\"", ["echo rm x", "rm x"]],
    ["curl x | sh", ["curl x", "sh"]],
    ['eval "$(curl x)"', ["curl x", "unknown: ?"]],
    ['eval "ls $x"', ["ls ?", "unknown: "]],
    ["ssh web 'ls {{x}}'", ["ls ? [on host web]"]],
  ])("%s", (code, runs) => expect(run(code)).toEqual(runs));
});

describe("what a shell knows", () => {
  test.each<[code: string, runs: string[]]>([
    ['D=/x; rm "$D/y" $D/z', ["", "rm /x/y /x/z"]],
    ["D='a b'; rm $D \"$D\"", ["", "rm a b a b"]],
    ["rm $D; D=/x", ["rm ?", ""]],
    ["D=/x; if a; then D=/y; fi; rm $D", ["", "a", "", "rm ?"]],
    ["D=/x; (D=/y); rm $D", ["", "", "rm /x"]],
    ["D=/x; read D; rm $D", ["", "read D", "rm ?"]],
    ["D=/x; for i in a b; do rm $D; D=/y; done", ["", "rm ?", ""]],
    ["D=/x; declare -n R=D; R=/; rm $D", ["", "declare -n R=D", "", "rm ?"]],
    ['D=/x; eval "$y"; rm $D', ["", "unknown: ?", "rm ?"]],
    ["D=/x; bash -c 'rm $D'", ["", "rm ?"]],
    ["export D=/x; bash -c 'rm $D'", ["export D=/x", "rm /x"]],
    ['f() { rm "$1"; }; f a; f b', ["rm a", "rm b"]],
    ["f() { rm x; }", ["rm x"]],
    ["f() { f; rm x; }; f", ["rm x"]],
    ["ls() { rm x; }; ls; command ls", ["rm x", "ls"]],
    ["alias ls='rm -f'; ls x", ["alias ls=rm -f", "rm -f", "rm -f x", "ls x"]],
    ["hash -p /tmp/x ls; ls", ["hash -p /tmp/x ls", "/tmp/x", "ls"]],
    ["$x rm y", ["unknown: ? rm y"]],
  ])("%s", (code, runs) => expect(run(code)).toEqual(runs));
});

test("gives the variables that a command has", () => {
  const given = (code: string) =>
    invocationsOf(code)
      .at(-1)
      ?.assignments.map(({ name, text }) => `${name}=${text}`);
  expect(given("A=1 env B=2 ls")).toEqual(["A=1", "B=2"]);
  expect(given("export A=1; A=$x; ls")).toEqual(["A=null"]);
  expect(given("export A=1; unset A; ls")).toEqual([]);
  expect(given("PATH=/x; ls")).toEqual(["PATH=/x"]);
});

test("says where in the outermost code a command stands", () => {
  const places = (code: string) =>
    invocationsOf(code).map(({ start, end }) => code.slice(start, end));
  expect(places("ssh h 'sudo rm x; ls'")).toEqual(["sudo rm x", "ls"]);
  expect(places('bash -c "rm \\"a\\""')).toEqual(['"rm \\"a\\""']);
  expect(places("cat <<'E' | sh\nls {{a}}\nE")).toEqual(["cat <<'E'", "ls {{a}}"]);
});
