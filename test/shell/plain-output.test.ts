/** What commands print has no options in it, or no slashes, where that is known: a rule is not about it then. */
import { describe, expect, it } from "vitest";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { matchCommand } from "../../src/shell/match-command.ts";

function mayMatch(pattern: string, code: string): boolean {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(read.message);
  return commandsIn(code).some((command) => matchCommand(read.pattern, command) !== null);
}

const force = "docker rm -f **";
const forceVolume = "docker volume rm -f **";
const push = "git push --force";
const below = "rm -rf /srv/**";

describe("is no match", () => {
  it.each([
    [force, "docker rm $(docker ps -aq)"],
    [force, "docker rm `docker ps -q`"],
    [force, "docker rm $(docker ps -aq 2> /dev/null || true)"],
    [force, 'docker rm $(docker ps -aq --filter "name=$x" | sort | tail -n +$((n + 1)))'],
    [force, "docker rm $(docker ps -qf name={{name}})"],
    [force, "sudo docker rm $(sudo docker ps -q)"],
    [force, "docker rm $(docker ps -a --format '{{.Names}}')"],
    [force, "docker rm $(docker images -q) $(id -u)$(nproc)"],
    [force, "docker rm $(docker compose -f a.yml ps -q web)"],
    [force, "docker ps -aq | xargs docker rm"],
    [force, "docker ps -aq | xargs -r -d '\\n' docker rm"],
    [force, "docker ps -aq | xargs -I{} docker rm {}"],
    [force, "docker ps -aq | while read -r id; do docker rm $id; done"],
    [force, "while read -r id; do docker rm $id; done < <(docker ps -aq)"],
    [force, "for id in $(docker ps -aq | head -n 3); do docker rm $id; done"],
    [force, "ids=$(docker ps -aq); docker rm $ids"],
    [forceVolume, "IFS=$'\\n'; docker volume rm $(docker volume ls -q)"],
    ["kill -9", "kill $(pgrep -f 'nginx: master') $(pidof nginx)"],
    ["kubectl delete --all", "kubectl delete $(kubectl get pods -n prod -o name | grep web)"],
    [
      "kubectl delete --all",
      "kubectl delete pod $(kubectl get pods -o jsonpath='{.items[0].metadata.name}')",
    ],
    ["touch -d", "touch $(date +%F) $(date -d yesterday +%Y-%m-%d) $(date +%s)"],
    [push, "git push origin $(git branch --show-current)"],
    [push, "git push origin $(git rev-parse --abbrev-ref HEAD):$(hostname)"],
    [below, "cd /opt/app && rm -rf $(ls -t | tail -n +6)"],
    [below, "rm -rf $(ls -t *.tar.gz | tail -n +6)"],
    [below, "ls -t | tail -n +6 | xargs rm -rf"],
    [below, "ls -t | tail -n +6 | while read -r f; do rm -rf $f; done"],
    [below, 'cd /tmp; ls | while IFS= read -r f; do rm -rf "$f"; done'],
    [below, 'for f in $(ls -t | grep -v "^keep"); do rm -rf "$f"; done'],
    [below, "find /var/log -name '*.gz' | sort | head -n 5 | xargs rm -rf"],
    ["rm -rf", "rm -r -- $(ls)"],
  ])("%s: %s", (pattern, code) => {
    expect(mayMatch(pattern, code)).toBe(false);
  });
});

describe("may be a match", () => {
  it.each([
    ["another format", force, "docker rm $(docker ps -a --format '{{.Names}} -f')"],
    ["a format that goes first", force, "docker rm $(docker ps -aq --format '{{.Names}} -f')"],
    ["another server", force, "docker rm $(docker -H tcp://192.0.2.1 ps -q)"],
    ["another server for one", force, "docker rm $(DOCKER_HOST=tcp://x docker ps -q)"],
    ["another server for all", force, "export DOCKER_HOST=x; docker rm $(docker ps -q)"],
    ["options in a variable", force, "docker rm $(docker ps -aq $options)"],
    ["options in a list", force, 'docker rm $(docker ps -aq "$@")'],
    ["more that is printed", force, "docker rm $(docker ps -aq; echo -f)"],
    ["something else where it fails", force, "docker rm $(docker ps -aq || echo -f)"],
    ["complaints", force, "docker rm $(docker ps -aq 2>&1)"],
    ["complaints of a group", force, "docker rm $({ docker ps -q; } 2>&1)"],
    ["complaints in a pipe", force, "docker rm $(docker ps -q |& sort)"],
    ["more words", force, "docker rm $(docker ps -q) $(cat flags)"],
    ["more of the word", force, "docker rm $(docker ps -q)-f"],
    ["more in quotes", force, 'docker rm $(docker ps -q)" -f"'],
    ["another filter", force, "docker rm $(docker ps -q | sed s/^/-f/)"],
    ["a part of lines", force, "docker rm $(docker ps -q | grep -o x)"],
    ["lines between groups", force, "docker rm $(docker ps -q | grep -A1 x)"],
    ["a pattern that is an option", force, 'docker rm $(docker ps -q | grep "$x")'],
    ["bytes", force, "docker rm $(docker ps -q | tail -c 3)"],
    ["another file", force, "docker rm $(docker ps -q | cat - f)"],
    ["another input", force, "docker rm $(docker ps -q | cat < f)"],
    ["a file by a variable", force, "docker rm $(docker ps -q | head -n $n)"],
    ["a function", force, "hostname() { echo -f; }; docker rm $(hostname)"],
    ["a function from text", force, "eval 'id() { echo -f; }'; docker rm $(id -u)"],
    ["a function as a filter", force, "sort() { echo -f; }; docker rm $(docker ps -q | sort)"],
    ["a function under sudo", force, "sudo() { echo -f; }; docker rm $(sudo docker ps -q)"],
    ["one for all", force, "command_not_found_handle() { echo -f; }; docker rm $(nproc)"],
    ["an alias", force, "alias nproc='echo -f'; docker rm $(nproc)"],
    ["another program", force, "PATH=/tmp:$PATH; docker rm $(docker ps -q)"],
    ["another program by its name", force, "hash -p /tmp/x nproc; docker rm $(nproc)"],
    ["a trap", force, "set -T; trap 'echo -f' DEBUG; docker rm $(docker ps -q)"],
    ["a trace", force, "BASH_XTRACEFD=1; set -x; docker rm $(docker ps -q -f a=b)"],
    ["words that end elsewhere", forceVolume, "IFS=b; docker volume rm $(docker volume ls -q)"],
    ["and there, too", forceVolume, "IFS=$'\\n'b; docker volume rm $(docker volume ls -q)"],
    ["as is read", forceVolume, "read IFS; docker volume rm $(docker volume ls -q)"],
    ["of any name", forceVolume, 'declare "I$x=b"; docker volume rm $(docker volume ls -q)'],
    [
      "a name in parts",
      forceVolume,
      'n=IF; eval "$' + '{n}S=b"; docker volume rm $(docker volume ls -q)',
    ],
    [
      "the rest of a line",
      forceVolume,
      "docker volume ls -q | while read -r v; do head -c 3; docker volume rm $v; done",
    ],
    [
      "another input of the loop",
      force,
      "docker ps -q | while read -r c; do exec < f; docker rm $c; done",
    ],
    ["input that goes first", force, "while read -r c; do docker rm $c; done < <(nproc) < flags"],
    ["beside another file", force, "nproc | xargs docker rm 3< x < flags"],
    ["a trap that reads", force, "( { trap 'xargs docker rm' EXIT; } < <(nproc) ) < flags"],
    ["a place by then", below, 'f=$(ls | head -1); cd /srv; rm -rf "$f"'],
    ["a place of the next turn", below, 'for f in $(ls); do rm -rf "$f"; cd /srv; done'],
    ["a place that is not known", below, 'cd "$d"; rm -rf $(ls)'],
    ["another word of the loop", force, "for c in $(docker ps -q) $x; do docker rm $c; done"],
    ["another value", force, "for c in $(docker ps -q); do c=$(cat f); docker rm $c; done"],
    ["a reference", force, "declare -n c=x; for c in $(docker ps -q); do x=-f; docker rm $c; done"],
    [
      "a loop before",
      force,
      "for c in $(nproc); do :; done; for c in $(cat f); do docker rm $c; done",
    ],
    ["a loop behind", force, "docker rm $c; for c in $(docker ps -q); do :; done"],
    ["what is perhaps set", force, "if x; then c=$(docker ps -q); fi; docker rm $c"],
    ["input that ends elsewhere", force, "docker ps -q | xargs -d a docker rm"],
    ["input from a file", force, "docker ps -q | xargs -a f docker rm"],
    ["arguments that are no input", force, "docker ps -q | parallel docker rm {} ::: -f"],
    ["a branch without its quotes", push, "git branch --show-current | xargs git push origin"],
    ["a remote", push, "git push $(git remote) main"],
    ["what is found has any name", "rm -rf", "rm -r $(ls)"],
    ["a separator", "kill -9", "kill $(pgrep -d ' -9 ' x)"],
    ["a separator behind a dash", "kill -9", 'kill $(pgrep -u root "$x")'],
    [
      "names with blanks",
      "kubectl delete --all",
      "kubectl delete $(kubectl get clusterroles -o name)",
    ],
    ["a text", "kubectl delete --all", "kubectl delete $(kubectl get pods -o jsonpath='{..note}')"],
    ["a zone", "touch -d", "touch $(date +%z)"],
    ["a dash", "touch -d", "touch $(date +-d)"],
    ["a day before all others", "touch -d", 'touch $(date -d "$x" +%Y)'],
    ["the name itself", "docker rm web", "docker rm $(docker ps -aq)"],
    ["several of them", "docker rm web db", "docker rm $(docker ps -aq)"],
    ["there", below, "cd /srv && rm -rf $(ls -t | tail -n +6)"],
    ["there, by a pipe", below, "cd /srv; ls -t | tail -n +6 | xargs rm -rf"],
    ["there, line by line", below, 'cd /srv; ls | while read -r f; do rm -rf "$f"; done'],
    ["there, by a path", below, 'for f in $(ls); do rm -rf "/srv/$f"; done'],
    ["a directory itself", below, "rm -rf $(ls -d /srv)"],
    ["a file by its path", below, "rm -rf $(ls /srv)"],
    ["where links lead", below, "rm -rf $(ls -l)"],
    ["the directory above", below, "cd /srv/a; rm -rf $(ls -a)"],
    ["all directories", below, "rm -rf $(ls **/*)"],
    ["another beginning", below, "rm -rf $(ls | sed s,^,/srv/,)"],
    ["other names", below, "ls() { echo /srv/x; }; rm -rf $(ls)"],
    ["other lines", below, "tail() { echo /srv/x; }; rm -rf $(ls | tail -1)"],
    ["other files", below, "find() { echo /srv/x; }; find /tmp | xargs rm -rf"],
    ["other files in order", below, "sort() { echo /srv/x; }; find /tmp | sort | xargs rm -rf"],
    ["the end of a path", below, "find /tmp | tail -c 3 | xargs rm -rf"],
    ["what is behind an option", "rm -rf /srv/x", "rm -rf --option $(ls) value /srv/x"],
  ])("%s: %s: %s", (_, pattern, code) => {
    expect(mayMatch(pattern, code)).toBe(true);
  });
});
