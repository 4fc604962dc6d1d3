/** In which directory a command may run: rules are about paths from there. */
import { describe, expect, it } from "vitest";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { type Match, matchCommand } from "../../src/shell/match-command.ts";

/** The surest match of a pattern among all commands of the code. */
function held(pattern: string, code: string): Match | null {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(read.message);
  const matches = commandsIn(code).map((command) => matchCommand(read.pattern, command));
  return matches.find((match) => match === "certain") ?? matches.find(Boolean) ?? null;
}

const pattern = "rm -rf /srv/data/**";

describe("a command may run in a directory", () => {
  it.each([
    ["that `$PWD` names", 'cd /srv/data; rm -rf "$PWD/x"'],
    ["that `pwd` prints", 'cd /srv/data; sudo rm -rf "$(pwd)"/x'],
    ["that a redirection may not have left", "cd /srv/data; { cd /opt; } < missing; rm -rf x"],
    ["which another `cd` may not have left", "cd /srv/data; cd /opt || true; rm -rf x"],
    ["and behind `!`", "cd /srv/data; ! cd /opt; rm -rf x"],
    ["and in a condition", "cd /srv/data; if cd /opt; then ls; fi; rm -rf x"],
    ["and where the condition failed", "cd /srv/data; if cd /opt; then ls; else rm -rf x; fi"],
    ["and in several commands of it", "cd /srv/data; if cd /opt; true; then rm -rf x; fi"],
    ["and in that of a loop", "cd /srv/data; while cd /opt; do break; done; rm -rf x"],
    ["and until it works", "cd /srv/data; until cd /opt; do rm -rf x; done"],
    ["left of `&&`", "cd /srv/data; cd /opt && ls; rm -rf x"],
    ["that a pattern may have left", "cd /srv/data || cd *; rm -rf x"],
    ["right of `||`", "cd /srv/data; cd /opt || rm -rf x"],
    ["in braces left of `||`", "cd /srv/data; { cd /opt; rm -rf x; } || true"],
    ["in a function left of `||`", "f() { cd /opt; rm -rf x; }; cd /srv/data; f || true"],
    ["in a subshell left of `||`", "cd /srv/data; (cd /opt; rm -rf x) || true"],
    ["after `set +e`", "set +e; cd /srv/data; cd /opt; rm -rf x"],
    ["in another shell", "cd /srv/data; sh -c 'cd /opt; rm -rf x'"],
    ["on another machine", "ssh box 'cd /srv/data; cd /opt; rm -rf x'"],
    ["in a substitution", "cd /srv/data; a=$(cd /opt; rm -rf x)"],
    ["to which one of two went", "cd /tmp && ls || cd /srv/data; rm -rf x"],
    ["which the round before left behind", "for i in 1 2; do rm -rf x; cd /srv/data; done"],
    ["to which a loop goes down", "cd /; for i in srv data x; do rm -rf x; cd $i; done"],
    ["and with `while`", "while read a; do rm -rf x; cd /srv/data; done"],
    ["and in the condition", "while rm -rf x; do cd /srv/data; done"],
    ["and by numbers", "for ((i=0; i<2; i++)); do rm -rf x; cd /srv/data; done"],
    [
      "and in a loop in a loop",
      "for a in b c; do for c in d; do rm -rf x; done; cd /srv/data; done",
    ],
    ["after a loop", "for i in 1 2; do cd /srv/data; done; rm -rf x"],
    ["where a loop was left", "while true; do cd /srv/data; break; done; rm -rf x"],
    ["where a function was left", "f() { cd /srv/data; return; }; f; rm -rf x"],
    ["behind a `break` without a loop", "break; cd /srv/data; rm -rf x"],
    ["and one in a subshell", "cd /srv; for i in 1; do (break; cd data && rm -rf x); done"],
    ["and one in a function", "f() { break; cd /srv/data; rm -rf x; }; for i in 1; do f; done"],
    ["behind a `return` without a function", "set +e; cd /srv/data; return; rm -rf x"],
    ["of one case of several", "case $a in b) cd /srv/data ;; *) cd /opt ;; esac; rm -rf x"],
    ["of the case before", "case $a in b) cd /srv/data ;& *) rm -rf x ;; esac"],
    ["of `env`", "env -C /srv/data rm -rf x"],
    ["of `env`, cut short", "env --ch=/srv/data rm -rf x"],
    ["of `env`, from there", "cd /srv; env -C data rm -rf x"],
    ["of `sudo`", "sudo -D /srv/data rm -rf x"],
    ["of `sudo`, in long", "sudo --chdir=/srv/data sh -c 'rm -rf x'"],
    ["of a container", "docker exec -w /srv/data web rm -rf x"],
    ["of a new container", "docker run --workdir=/srv/data image rm -rf x"],
    ["of a composed container", "docker compose exec -w /srv/data web rm -rf x"],
    ["of a unit", "systemd-run --working-directory=/srv/data rm -rf x"],
    ["of a unit that has none", "systemd-run rm -rf srv/data/x"],
    ["of a namespace", "nsenter -t 1 --wd=/srv/data rm -rf x"],
    ["of another root", "cd /tmp; chroot /mnt rm -rf srv/data/x"],
    ["that has this name", "cd /srv/data; rm -rf ~+/x"],
    ["that it was before", "cd /srv/data; cd /tmp; rm -rf ~-/x"],
    ["that it came back to", "cd /srv/data; cd /tmp; cd -; rm -rf x"],
    ["and went back from", "cd /srv/data; cd /tmp; cd -; cd -; cd -; rm -rf x"],
    ["by way of the home", "HOME=/srv/data; cd; rm -rf x"],
    ["from the home", 'HOME=/srv; cd "$HOME/data"; rm -rf x'],
    ["that is on the stack", "pushd /srv/data; pushd /tmp; cd /opt; popd; popd || rm -rf x"],
    ["that it swapped", "cd /srv/data; pushd /tmp; pushd; rm -rf x"],
    ["that comes behind a trap", "trap 'rm -rf x' EXIT; cd /srv/data"],
    ["and is left again", "trap 'rm -rf x' INT; cd /srv/data; cd /opt"],
    ["and is before it", "cd /srv/data; trap 'rm -rf x' EXIT; cd /opt"],
    ["of a trap in a subshell", "(trap 'rm -rf x' EXIT; cd /srv/data); cd /opt"],
    ["of a function that a trap calls", "trap clean EXIT; clean() { rm -rf x; }; cd /srv/data"],
    ["of a trap in a loop", "for i in 1 2; do cd /srv/data; trap 'rm -rf x' INT; done; cd /opt"],
    ["after a trap", "cd /srv/data; trap 'cd /tmp; exit' INT; rm -rf x"],
  ])("%s: %s", (_, code) => {
    expect(held(pattern, code)).toBe("certain");
  });

  it.each([
    ["where files are found", "cd /tmp; find /srv -execdir rm -rf x ';'"],
    ["that a loop goes down to", "cd /; while read i; do rm -rf x; cd $i; done"],
    ["beyond any count", `cd /srv/data; ${'cd "$a"; cd b || true; '.repeat(20)}rm -rf x`],
    ["that is a home of its own", 'read HOME; cd "$HOME"; rm -rf x'],
    ["that is looked for", "CDPATH=/srv; cd data; rm -rf x"],
    ["that is somewhere on the stack", "pushd +2; rm -rf x"],
    ["that a trap finds in a variable", `a=/tmp; trap 'rm -rf "$a"' EXIT; a=/srv/data/x`],
    ["that OLDPWD names", "cd /opt; OLDPWD=/srv/data; cd -; rm -rf x"],
    ["that OLDPWD reads", "cd /opt; read -r OLDPWD < f; cd -; rm -rf x"],
    ["that PWD named", "PWD=/srv/data; cd /opt; cd -; rm -rf x"],
    ["that `~-` names", "cd /opt; OLDPWD=/srv/data; rm -rf ~-/x"],
    ["that `~-` names from where it began", "cd data; cd /opt; rm -rf ~-/x"],
    ["that `$PWD` was", "f=$PWD; cd /opt; rm -rf $f/x"],
    ["that `$PWD` is here", 'cd /opt; ssh box rm -rf "$PWD/x"'],
    ["that it was in before the code", "cd -; rm -rf x"],
  ])("%s, perhaps: %s", (_, code) => {
    expect(held(pattern, code)).toBe("possible");
  });
});

describe("a command runs in another directory", () => {
  it.each([
    ["where `cd` would have ended the step", "cd /srv/data; cd /opt; rm -rf x"],
    ["right of `&&`", "cd /srv/data; cd /opt && rm -rf x"],
    ["where the step ends otherwise", "cd /srv/data; cd /opt || exit 1; rm -rf x"],
    ["in braces", "cd /srv/data; cd /opt || { echo a; exit 1; }; rm -rf x"],
    ["in a function", "die() { echo a; exit 1; }; cd /srv/data; cd /opt || die; rm -rf x"],
    ["where the condition holds", "cd /srv/data; if cd /opt; then rm -rf x; fi"],
    ["where it does not", "cd /srv/data; if ! cd /opt; then exit; fi; rm -rf x"],
    ["in a strict shell", "cd /srv/data; bash -ec 'cd /opt; rm -rf x'"],
    ["in a shell that turns strict", "cd /srv/data; sh -c 'set -e; cd /opt; rm -rf x'"],
    ["after `set -e`", "set +e; set -e; cd /srv/data; cd /opt; rm -rf x"],
    ["behind a `return` that ends the step", "cd /srv/data; return || true; cd /opt; rm -rf x"],
    ["in a function right of `&&`", "f() { cd /opt; }; cd /srv/data; f && rm -rf x"],
    ["in the other case", "case $a in b) cd /srv/data ;; *) rm -rf x ;; esac"],
    ["in the other branch", "if a; then cd /srv/data; else rm -rf x; fi"],
    ["where a loop is left for", "cd /opt; for i in 1 2; do rm -rf x; done; cd /srv/data"],
    ["in a loop that goes there each time", "for i in 1 2; do cd /opt; rm -rf x; done"],
    ["in a container", "cd /srv/data; docker exec web sh -c 'rm -rf x'"],
    ["in a new container", "cd /srv/data; docker run image rm -rf x"],
    ["in a pod", "cd /srv/data; kubectl exec web -- rm -rf x"],
    ["on another machine", "cd /srv/data; ssh box 'rm -rf x'"],
    ["where `$PWD` is that", 'cd /srv/data; cd /opt; rm -rf "$PWD/x"'],
    ["in a home", "cd /srv/data; sudo -i rm -rf x"],
    ["in that of another user", "cd /srv/data; su - web -c 'rm -rf x'"],
    ["in a unit", "cd /srv/data; systemd-run rm -rf x"],
    ["in that of `env`", "cd /srv/data; env -C /opt rm -rf x"],
    ["after that of `env`", "env -C /srv/data ls; rm -rf x"],
    ["in its home", 'cd /srv/data; cd "$HOME"; rm -rf x'],
    ["in its home, in braces", `cd /srv/data; cd \${HOME}; rm -rf x`],
    ["below its home", 'cd /srv/data; cd "$HOME/a"; rm -rf x'],
    ["in a trap of a subshell", "(trap 'rm -rf x' EXIT; cd /opt); cd /srv/data"],
    ["in a trap that goes there", "trap 'cd /opt && rm -rf x' EXIT; cd /srv/data"],
    ["in a trap with a variable that stays", `a=/opt/x; trap 'rm -rf "$a"' EXIT; cd /srv/data; ls`],
    ["after a subshell", "(cd /srv/data && ls); rm -rf x"],
    ["after a pipe", "cd /srv/data | cat; rm -rf x"],
  ])("%s: %s", (_, code) => {
    expect(held(pattern, code)).toBeNull();
  });

  it("is no alarm for a file in the home", () => {
    expect(held("> /etc/**", 'cd "$HOME"; echo a > out.log')).toBeNull();
    expect(held("> /etc/**", "cd /etc; docker exec web sh -c 'echo a > out.log'")).toBeNull();
    expect(held("> /etc/**", "cd /etc; echo a > ~+/out.log")).toBe("certain");
  });
});
