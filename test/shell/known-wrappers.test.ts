/** Commands inside tools: rules look at them, and values in them are placed as if they stood alone. */
import { expect, it, test } from "vitest";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { readEffects } from "../../src/shell/effects.ts";
import { type Match, matchCommand } from "../../src/shell/match-command.ts";
import { placementsOf } from "../../src/shell/placement.ts";

function isHeld(pattern: string, code: string, least: Match = "certain"): boolean {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(read.message);
  return commandsIn(code).some((command) => matchCommand(read.pattern, command, least) !== null);
}

it.each([
  "k3s kubectl delete pod x",
  "sudo k3s kubectl delete pod x",
  "k3s --debug kubectl -n web delete pod x",
  "microk8s kubectl delete pod x",
  "minikube kubectl -- delete pod x",
  "minikube -p dev kubectl -- -n web delete pod x",
  "rke2 kubectl delete pod x",
  "k0s kubectl delete pod x",
])("a rule about kubectl is about the one in another tool: %s", (code) => {
  expect(isHeld("kubectl delete **", code)).toBe(true);
  expect(isHeld("kubectl get **", code)).toBe(false);
});

it.each([
  ["DOCKER_HOST=* docker", "DOCKER_HOST=ssh://box docker exec web ls", true],
  ["DOCKER_HOST=* docker", "export DOCKER_HOST=ssh://box; docker exec web ls", true],
  ["KUBECONFIG=* kubectl", "KUBECONFIG=/etc/prod kubectl exec web -- ls", true],
  ["A=1 sudo", "A=1 sudo ls", true],
  ["A=1 sudo", "A=2 sudo ls", false],
  ["A=1 sudo", "sudo A=1 ls", false],
  ["A=1 ls", "A=1 bash -c ls", true],
  ["docker compose -f /srv/a.yml **", "cd /srv; docker compose -f a.yml exec web ls", true],
  ["docker compose -f /srv/a.yml **", "docker compose -f a.yml exec web ls", false],
])("what runs another has variables and a directory of its own: %s, %s", (pattern, code, held) => {
  expect(isHeld(pattern, code, "possible")).toBe(held);
});

it.each([
  "sh -c '((rm -rf /srv/x))'",
  "ssh box.example.com '((rm -rf /srv/x))'",
  "sudo sh -c 'true &>/dev/null rm -rf /srv/x'",
  "docker exec web sh -c '[[ a && b || rm -rf /srv/x ]]'",
  "sh <<'E'\n((rm -rf /srv/x))\nE",
  "zsh -c 'true *(e:\"rm -rf /srv/x\":)'",
  "sh -c \"echo 'ls\\nrm -rf /srv/x' | sh\"",
  "sh -c \"echo -e 'ls\\nrm -rf /srv/x' | sh\"",
  "zsh -c \"echo -n 'ls\\nrm -rf /srv/x' | sh\"",
  "echo -e 'ls\\nrm -rf /srv/x' | sh",
])("a rule is about what another shell than bash would run: %s", (code) => {
  expect(isHeld("rm -rf /srv/x", code, "possible")).toBe(true);
});

it.each([
  "bash -c '((rm -rf /srv/x))'",
  "echo '#\\nrm -rf /srv/x' | sh",
  "sh -c '[[ -d /srv/x ]] && ls /srv/x'",
  "ssh box.example.com 'ls /srv/x &>/dev/null'",
])("and not about what none of them runs: %s", (code) => {
  expect(isHeld("rm -rf /srv/x", code, "possible")).toBe(false);
});

it.each([
  "gosu postgres rm -rf /srv/x",
  "su-exec app:app rm -rf /srv/x",
  "tini -s -- rm -rf /srv/x",
  "dumb-init -c rm -rf /srv/x",
  "k3s kubectl exec web -- rm -rf /srv/x",
  "multipass exec box -- sudo rm -rf /srv/x",
  "nomad alloc exec -task web 8ab2 rm -rf /srv/x",
  "ctr -n k8s.io tasks exec --exec-id x web rm -rf /srv/x",
  "k3s ctr task exec --exec-id x web rm -rf /srv/x",
  "mosh host.example.com -- rm -rf /srv/x",
  "fly ssh console -C 'rm -rf /srv/x'",
  "heroku run -a app rm -rf /srv/x",
  "ansible web -a 'rm -rf /srv/x'",
  "ansible web -b -m shell -a 'cd /; rm -rf /srv/x'",
  "ansible web -ba 'rm -rf /srv/x' -m ansible.builtin.raw",
  "salt 'web*' cmd.run 'rm -rf /srv/x'",
  "az vm run-command invoke -n web --scripts 'rm -rf /srv/x'",
  "aws ecs execute-command --task x --command 'rm -rf /srv/x'",
  "vagrant ssh web -c 'rm -rf /srv/x'",
  "fd . /srv -x rm -rf /srv/x",
  "bundle exec rm -rf /srv/x",
  "poetry run rm -rf /srv/x",
  "pipenv run rm -rf /srv/x",
  "uv run --with x rm -rf /srv/x",
  "npx -c 'rm -rf /srv/x'",
  "nix-shell -p jq --run 'rm -rf /srv/x'",
  "hyperfine -w 3 ls 'rm -rf /srv/x'",
  "fish -c 'rm -rf /srv/x'",
  "start-stop-daemon --start --exec /bin/rm -- -rf /srv/x",
  "capsh --drop=all -- -c 'rm -rf /srv/x'",
  "sops exec-env secrets.yaml 'rm -rf /srv/x'",
  "az aks command invoke -g a -n b -c 'rm -rf /srv/x'",
  "consul exec -service web rm -rf /srv/x",
  "plink -ssh -P 22 -pw x host.example.com rm -rf /srv/x",
  "bolt command run 'rm -rf /srv/x' -t web",
  "fab -H host.example.com -- rm -rf /srv/x",
  "knife ssh role:web 'rm -rf /srv/x'",
  "juju exec --unit web/0 'rm -rf /srv/x'",
  "cf ssh app -c 'rm -rf /srv/x'",
  "doctl compute ssh web --ssh-command 'rm -rf /srv/x'",
  "tmux send-keys -t x ls Enter 'rm -rf /srv/x' C-m",
  "tmux send-keys -t x r 'm -rf /srv/x' KPEnter",
  "tmux send-keys -t x 'cd /srv' Enter 'rm -rf x' Enter",
  "tmux new -d -s x ';' send-keys -l 'rm -rf /srv/x' ';' send-keys Enter",
  "tmux split-window -h -c /srv 'rm -rf x'",
  "tmux neww -c /srv rm -rf x",
  "tmux respawn-pane -c /srv 'rm -rf x'",
  "screen -S x -X stuff 'cd /srv\\nrm -rf x\\n'",
  "screen -c /tmp/rc -L -dm rm -rf /srv/x -X stuff ls",
  "su app -- -c 'rm -rf /srv/x'",
  "vagrant ssh -- rm -rf /srv/x",
  "vagrant ssh web -- -t 'rm -rf /srv/x'",
  "tsh ssh --login=root web rm -rf /srv/x",
  "aws-vault exec prod rm -rf /srv/x",
  "aws-vault exec prod -- rm -rf /srv/x",
  "sops exec-env secrets.yml 'rm -rf /srv/x'",
  "systemd-cat -t x rm -rf /srv/x",
  "systemd-inhibit --why=x rm -rf /srv/x",
  "mise exec -- rm -rf /srv/x",
  "mise x node@24 -c 'rm -rf /srv/x'",
  "direnv exec /srv rm -rf /srv/x",
  "nix shell nixpkgs#jq -c rm -rf /srv/x",
  "conda run -n x rm -rf /srv/x",
  "az aks command invoke -g a -n b --command 'rm -rf /srv/x'",
  "consul exec -node=web rm -rf /srv/x",
  "plink -batch -P 22 root@web 'rm -rf /srv/x'",
  "bolt command run 'rm -rf /srv/x' -t web",
  "fab -H web -- rm -rf /srv/x",
  "systemd-run -p WorkingDirectory=/srv rm -rf x",
  "systemd-run --property=WorkingDirectory=-/srv rm -rf x",
  "start-stop-daemon --start --chdir /srv --exec /bin/rm -- -rf x",
  "flock /run/l -c 'cat x; rm -rf /srv/x'",
  "flock /run/l -c 'ssh box rm -rf /srv/x'",
  "script -c 'less x; rm -rf /srv/x'",
  "gcloud compute ssh box --command='cat x; rm -rf /srv/x'",
  "ssh -o ProxyCommand='cat x | rm -rf /srv/x' box date",
  "cd /srv; ssh -o ProxyCommand='rm -rf x' box date",
  "ssh -o ' ProxyCommand=rm -rf /srv/x' box date",
  "ssh -o '\tproxycommand\t= =rm -rf /srv/x' box date",
  "ssh -o '\"LocalCommand\"=rm -rf /srv/x' box",
  "scp -o ' Proxy\"Command\" rm -rf /srv/x' box:a b",
  "rsync -e 'ssh -o ProxyCommand=\"rm -rf /srv/x\"' -n a box:b",
  "rsync -e 'ssh jump rm -rf /srv/x' -n a box:b",
  "tmux new-session -d 'A=1 rm -rf /srv/x'",
  "tmux splitw 'A=1; rm -rf /srv/x'",
  "tmux run-shell 'A=1 rm -rf /srv/x'",
  "tmux send-keys 'A=1 rm -rf /srv/x' Enter",
  "flock a=b rm -rf /srv/x",
  "ansible web -m shell -a 'chdir=/srv rm -rf x'",
  "ansible web -a 'rm -rf x chdir=/srv'",
  "ansible web -m raw -a 'cmd=\"rm -rf /srv/x\"'",
  `ansible web -m ansible.builtin.command -a '{"cmd": "rm -rf x", "chdir": "/srv"}'`,
])("a rule looks into %s", (code) => {
  expect(isHeld("rm -rf /srv/**", code)).toBe(true);
  expect(readEffects(code).risk).toBe("high");
});

it.each([
  "mosh host.example.com -- rm -rf x",
  "multipass exec box -- rm -rf x",
  "nomad alloc exec 8ab2 rm -rf x",
  "fly ssh console -C 'rm -rf x'",
  "heroku run rm -rf x",
  "ansible web -a 'rm -rf x'",
  "salt web cmd.run 'rm -rf x'",
  "vagrant ssh -c 'rm -rf x'",
  "az aks command invoke -g a -n b --command 'rm -rf x'",
  "consul exec -service web rm -rf x",
  "plink -P 22 host.example.com rm -rf x",
  "bolt command run 'rm -rf x' -t web",
  "fab -H host.example.com -- rm -rf x",
  "knife ssh role:web 'rm -rf x'",
  "juju exec --unit web/0 'rm -rf x'",
  "vagrant ssh -- rm -rf x",
  "tsh ssh web rm -rf x",
  "plink web 'rm -rf x'",
])("where another machine runs it, it does not begin where the shell stands: %s", (code) => {
  expect(isHeld("rm -rf /srv/**", `cd /srv; ${code}`)).toBe(false);
  expect(isHeld("rm -rf /srv/**", "cd /srv; tini rm -rf x")).toBe(true);
});

it.each([
  ["ansible web -m copy -a 'src=rm dest=/srv/x'", "rm"],
  ["start-stop-daemon --stop --exec /bin/rm", "rm"],
  ["minikube start", "start"],
  ["nomad alloc status rm", "rm"],
  ["bundle install rm", "rm"],
  ["systemd-cat -t rm", "rm"],
  ["mise ls rm", "rm"],
  ["conda list rm", "rm"],
  ["consul kv get rm", "rm"],
  ["sops -d rm", "rm"],
  ["su rm", "rm"],
])("and not into what runs nothing: %s", (code, pattern) => {
  expect(isHeld(pattern, code)).toBe(false);
});

it.each([
  "tmux send-keys -t x Up Enter",
  "tmux send-keys -t x 'ls /s' Tab Enter",
  'tmux send-keys -t x "$command" Enter',
  "tmux send-keys -t x -N 2 'rm -rf /srv' 'x '",
  "rsync -n -e 'ssh jump' reboot:a b",
])(
  "what is typed, or the host that is added, may be anything, and so what a rule is about: %s",
  (code) => {
    expect(isHeld("reboot", code)).toBe(false);
    expect(isHeld("reboot", code, "possible")).toBe(true);
  },
);

it.each([
  ["rsync -n -e 'ssh -p 22' a box:b", "ssh **"],
  ["ssh -o ProxyCommand='ssh -W %h:%p jump' box date", "ssh *jump"],
  ["ssh -o ProxyCommand='ssh jump nc %h %p' box date", "nc **"],
  ["ssh -o ProxyCommand=none box date", "none"],
])("nor is a rule about what only carries a connection: %s", (code, pattern) => {
  expect(isHeld(pattern, code)).toBe(false);
});

it("gives what runs in a window the variables that are named", () => {
  expect(isHeld("DEBUG=yes", "tmux new-window -e DEBUG=yes 'make all'")).toBe(true);
});

it("types no key that is known as text, and no text as a key", () => {
  expect(isHeld("reboot", "tmux send-keys -t x 'echo ' reboot Enter", "possible")).toBe(false);
  expect(isHeld("reboot", "tmux send-keys -t x -l ls Enter reboot", "possible")).toBe(false);
  expect(isHeld("reboot", "tmux send-keys -t x C-c", "possible")).toBe(false);
});

test("what runs in a tool is not known where the tool's own word is not", () => {
  expect(readEffects("k3s $X delete pod a").risk).toBe("medium");
  expect(readEffects("k3s kubectl $X pod a").risk).toBe("medium");
});

it.each([
  ["k3s kubectl -n {{a}} exec {{b}} -- {{c}}", ["word", "word", "command"]],
  ["minikube kubectl -- logs {{a}}", ["word"]],
  ["k3s kubectl exec x -- sh -c 'cat {{a}}'", ["nestedCode"]],
  ["gosu {{a}} sh -c 'cat {{b}}'", ["word", "nestedCode"]],
  ["tini -- {{a}} {{b}}", ["command", "nestedCode"]],
  ["ip netns exec {{a}} {{b}} {{c}}", ["word", "command", "nestedCode"]],
  ["ip -n {{a}} netns exec b cat {{c}}", ["word", "word"]],
  ["ip vrf exec a sh -c 'cat {{a}}'", ["nestedCode"]],
  ["ip addr add {{a}} dev {{b}}", ["word", "word"]],
  ["proxychains -f {{a}} {{b}}", ["word", "command"]],
  ["op run --env-file {{a}} -- {{b}} {{c}}", ["word", "command", "nestedCode"]],
  ["op item get {{a}}", ["word"]],
  ["chamber exec {{a}} -- cat {{b}}", ["word", "word"]],
  ["doppler run --command 'cat {{a}}'", ["nestedCode"]],
  ["etcdctl lock {{a}} --ttl {{b}} {{c}}", ["word", "word", "command"]],
  ["etcdctl watch {{a}} -- {{b}}", ["word", "command"]],
  ["etcdctl put {{a}} {{b}}", ["word", "word"]],
  ["bundle exec {{a}}", ["command"]],
  ["fly ssh console -C 'cat {{a}}'", ["nestedCode"]],
  ["nix-shell -p jq --run 'cat {{a}}'", ["nestedCode"]],
  ["mosh {{a}} -- cat {{b}}", ["word", "word"]],
  ["sops exec-env {{a}} 'cat {{b}}'", ["word", "nestedCode"]],
  ["sops -d {{a}}", ["word"]],
  ["az aks command invoke -g {{a}} -n {{b}} --command 'cat {{c}}'", ["word", "word", "nestedCode"]],
  ["consul exec -service {{a}} 'cat {{b}}'", ["word", "nestedCode"]],
  ["plink -P {{a}} {{b}} cat {{c}}", ["nestedCode", "nestedCode", "nestedCode"]],
  ["bolt command run 'cat {{a}}' -t {{b}}", ["nestedCode", "word"]],
  ["bolt task run {{a}} -t {{b}}", ["word", "word"]],
  ["fab -H {{a}} -- cat {{b}}", ["word", "nestedCode"]],
  ["fab -H {{a}} deploy {{b}}", ["word", "word"]],
  ["knife ssh {{a}} 'cat {{b}}' -x {{c}}", ["nestedCode", "nestedCode", "word"]],
  ["juju exec --unit {{a}} cat {{b}}", ["word", "nestedCode"]],
  ["doctl compute ssh {{a}} --ssh-command 'cat {{b}}'", ["nestedCode", "nestedCode"]],
  ["vagrant ssh {{a}} -- cat {{b}}", ["nestedCode", "nestedCode"]],
  ["mise exec -- {{a}} {{b}}", ["command", "nestedCode"]],
  ["aws-vault exec {{a}} cat {{b}}", ["word", "word"]],
  ["tsh ssh {{a}} cat {{b}}", ["nestedCode", "nestedCode"]],
])("%s has its values at %j", (code, kinds) => {
  expect(placementsOf(code).map(({ kind }) => kind)).toEqual(kinds);
});
