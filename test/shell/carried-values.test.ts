/** Values that something on the way carries to where they would be run: none is let in, and daily work is. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { renderCode } from "../../src/shell/render.ts";

/** Whether a value of two words gets in. */
function rendered(code: string): string | null {
  const result = renderCode(code, { v: "touch x" });
  return result.ok ? result.code : null;
}

const carried: Readonly<Record<string, readonly string[]>> = {
  "an option before the code of a trap or a script": [
    'x={{v}}; trap -- "$x" EXIT',
    "trap -- {{v}} EXIT",
    "o=--; trap $o {{v}} EXIT",
    'trap "$@" {{v}}',
    "command trap -- {{v}} EXIT",
    ". -- {{v}}",
    "source -- {{v}}",
  ],
  "what a function prints, or reads": [
    "f(){ echo {{v}}; }; f | bash",
    "f(){ echo {{v}}; }; f > x; bash x",
    'f(){ echo "$1"; }; f {{v}} | bash',
    'f(){ echo "$x"; }; x={{v}}; f | bash',
    'f(){ echo {{v}}; }; eval "$(f)"',
    "f(){ echo {{v}}; }; g(){ f; }; g | sh",
    'f(){ echo {{v}}; }; y=$(f); eval "$y"',
    "f(){ echo {{v}}; }; $z | sh",
    'f(){ echo {{v}}; }; g(){ "$@"; }; g f | sh',
    "f() (echo {{v}}); . <(f)",
    "f(){ bash; }; echo {{v}} | f",
    "f(){ cat | sh; }; echo {{v}} | f",
    "echo {{v}} | { cat | sh; }",
  ],
  "what `exec` has opened, and processes that are written to": [
    "exec > x; echo {{v}}; bash x",
    "{ exec > x; echo {{v}}; }; bash x",
    "exec 3> x; echo {{v}} >&3; bash x",
    "exec {fd}> x; echo {{v}} >&$fd; bash x",
    "eval 'exec > x'; echo {{v}}; bash x",
    "q=$(exec > x; echo {{v}}; bash x)",
    "export q=$(exec 3> x; echo {{v}} >&3; . ./x)",
    "f(){ exec > x; }; f; echo {{v}}; bash x",
    "exec > x; f(){ echo {{v}}; }; f; bash x",
    "exec > >(bash); echo {{v}}",
    "echo {{v}} > >(bash)",
    "echo {{v}} | tee >(bash)",
    "echo {{v}} | tee >(cat | sh) > /dev/null",
    "coproc bash; echo {{v}} >&${COPROC[1]}",
  ],
  "an option that is a default": [
    ": ${o:=-c}; bash $o {{v}}",
    ': "${o=-c}"; bash "$o" {{v}}',
    "bash ${o:--c} {{v}}",
  ],
  "a copy that is told by a list or a pattern": [
    "echo {{v}} > x; cp x{,.sh}; bash x.sh",
    "echo {{v}} > x; cp x{,.sh}; cat x.sh | sh",
    "echo {{v}} > x; mv x* y.sh; bash y.sh",
    'echo {{v}} > x; for f in *; do cp "$f" y.sh; done; bash y.sh',
  ],
  "a script of another language that runs what it reads": [
    "echo {{v}} > x; awk '{system($0)}' x",
    "echo {{v}} > x; awk '{print | \"sh\"}' x",
    "echo {{v}} > x; sed 's/.*/&/e' x",
    "echo {{v}} > x; sed -e 1e x",
    "awk -v x={{v}} 'BEGIN{system(x)}'",
  ],
  "a setting of git that is a command": [
    "git config alias.x {{v}}",
    "git config core.sshCommand {{v}}",
    "git config --global core.fsmonitor {{v}}",
    "git config core.pager {{v}}",
    "git config core.editor {{v}}",
    "git config credential.helper {{v}}",
    "git config set --global alias.x {{v}}",
    "git config --add alias.x {{v}}",
    "git config --replace-all alias.x {{v}} old",
    'x={{v}}; git config alias.x "$x"',
    "git config --file f alias.x {{v}}",
    "sudo git -C /srv config alias.x {{v}}",
    "git config -f .gitmodules submodule.x.update {{v}}",
    "git config core.hooksPath {{v}}",
    "git config init.templateDir {{v}}",
    "k=alias.x; git config $k {{v}}",
    "git config {{v}} x",
    'f(){ git config "$@"; }; f alias.x {{v}}',
    'f(){ git config "$1" "$2"; }; f alias.x {{v}}',
  ],
  "a file that some program runs or heeds": [
    "echo {{v}} > x; ls | xargs bash",
    "echo {{v}} > x; find . -type f | xargs -n1 bash",
    "echo {{v}} > x; BASH_ENV=x bash -c true",
    "echo {{v}} > x; ENV=./x sh -ic true",
    "echo {{v}} > .bashrc; HOME=$PWD bash -ic true",
    "echo {{v}} >> ~/.profile; su - app -c ls",
    "printf 'all:\\n\\t%s\\n' {{v}} > Makefile; make",
    "echo {{v}} > .git/hooks/pre-commit; git commit -m x",
    "printf '[alias]\\n x = %s\\n' {{v}} >> .git/config; git x",
    "echo {{v}} > bin/foo; PATH=$PWD/bin:$PATH; foo",
    "echo {{v}} | sudo tee /usr/local/bin/foo; foo",
    "echo {{v}} > d/foo; chmod +x d/foo; PATH=$PWD/d:$PATH; foo",
  ],
  "a file or a name that goes through a tool": [
    "echo {{v}} > x; sort x -o y; bash y",
    "echo {{v}} | sort --output=y; bash y",
    "echo {{v}} > x; split x y; bash yaa",
    "echo {{v}} | split - y; cat yaa | sh",
    "ln -s {{v}} l; readlink l | sh",
    "touch {{v}}; git ls-files -o | bash",
    "zip z.zip {{v}}; unzip -Z1 z.zip | bash",
    "tar cf z.tar {{v}}; tar tf z.tar | bash",
    "export x={{v}}; awk 'BEGIN { system(ENVIRON[\"x\"]) }'",
  ],
  "a variable that is read by another name": [
    'x={{v}}; y=x; eval "${!y}"',
    'x={{v}}; set -- x; eval "${!1}"',
    'x={{v}}; y=x; z=${!y}; eval "$z"',
    'set -- {{v}}; n=1; eval "${!n}"',
    'x={{v}}; y=x; echo "${!y}" | bash',
    'x={{v}}; declare -n r; r=x; eval "$r"',
    'x={{v}}; [[ $x =~ .* ]]; eval "${BASH_REMATCH[0]}"',
    '[[ {{v}} =~ .* ]]; eval "${BASH_REMATCH[0]}"',
    "export x={{v}}; printenv x | bash",
    "export x={{v}}; env > y; . ./y",
    "x={{v}} env | sh",
    'cd {{v}}; eval "$PWD"',
    "cd {{v}}; pwd | bash",
  ],
};

describe.each(Object.entries(carried))("%s", (_, codes) => {
  test.each(codes)("%s", (code) => expect(rendered(code)).toBe(null));
});

/** Where even a single word would decide what runs. */
describe("a value of one word is refused as well", () => {
  test.each([
    "f(){ echo {{v}}; }; f | bash",
    "echo {{v}} | sed 's/.*/&/e'",
    "echo {{v}} | awk '{system($0)}'",
    "echo {{v}} | awk '{print | \"sh\"}'",
    "export x={{v}}; printenv x | bash",
    "git config core.editor {{v}}",
  ])("%s", (code) => expect(renderCode(code, { v: "touch" }).ok).toBe(false));
});

describe("what operators do all day is left alone", () => {
  test.each([
    "x={{v}}; trap 'rm -f \"$x\"' EXIT",
    "trap - EXIT; echo {{v}}",
    "trap '' INT TERM; echo {{v}}",
    ". ./env {{v}}",
    'log() { echo "$(date) $1"; }; log {{v}} >> /var/log/x; bash deploy.sh',
    'log() { echo "$1" | tee -a log; }; log {{v}}; bash deploy.sh',
    'f() { curl "$1"; }; x=$(f {{v}}); ls $x',
    'x={{v}}; y=$(curl $y "$x"); ls $y',
    "exec > >(tee log) 2>&1; echo {{v}}; bash deploy.sh",
    "exec 3> log; echo {{v}} >&3; exec 3>&-",
    ': "${HOST:=localhost}"; ping -c1 "$HOST"; echo {{v}}',
    'x={{v}}; y=x; echo "${!y}"',
    "git config --global user.name {{v}}",
    "git config --global http.proxy {{v}}",
    "git config --global --add safe.directory {{v}}",
    "git config --get {{v}}; git config --unset {{v}}",
    "echo {{v}} | sed 's/a e b/c/; s/x/e/g'",
    "echo {{v}} | awk -F'|' '{print $1 \"|\" $2}'",
    "echo {{v}} > x; cp x{,.bak}; bash y.sh",
    "echo {{v}} > x; make; git commit -am x; ls | xargs rm",
    "echo {{v}} >> ~/.bashrc; bash deploy.sh",
    "echo {{v}} > /etc/nginx/sites/bin.conf; nginx -t",
    "echo {{v}} > /etc/default/docker; docker ps",
    "zip z.zip {{v}}; unzip -l z.zip; tar tf z.tar.gz | head",
    "touch {{v}}; git status; git diff --name-only | wc -l",
    "split -b 1M {{v}} part-; ls part-*",
    "export DB={{v}}; make install; awk '{ print ENVIRON[\"DB\"] }' x",
    "if [[ {{v}} =~ ^[a-z/]+$ ]]; then echo ok; fi",
    "export x={{v}}; env | sort > y; . ./z",
    'cd {{v}}; tar czf "$PWD/x.tgz" .; eval "$(ssh-agent -s)"',
  ])("%s", (code) => expect(renderCode(code, { v: "/srv/a b" }).ok).toBe(true));
});
