/**
 * Commands whose output is names, and no options: no word of it begins with a dash, for those who keep the names (a
 * cluster, a container engine, a repository, the system) take none that do, or make them up themselves.
 */
import type { Texts } from "./digit-commands.ts";

/** The end of a path to a field, of an object that is printed, which holds a name or a number. */
const field = String.raw`[\w.@[\]*:,-]*([nN]ames?|[nN]amespace|uid|host|IP|phase)`;
/** A template of such fields, in words or in columns. */
const template = new RegExp(
  "(^| )get (?!.*-o.*-o).*(-o ?|--output[= ])(jsonpath|go-template|custom-columns)[= ]" +
    String.raw`(\{range [^}]*\}|\{${field}\}|\{(end|"[^"-]*")\}|[A-Z_]+:${field}|[ ,/])+( |$)`,
);

/** What of it prints names is told by the words, joined by blanks, with `…` for one with expansions. */
const table: readonly [names: string, prints: RegExp][] = [
  ["mktemp pwd uuidgen date whoami hostname uname arch seq id lsb_release", /^/],
  ["which", /^[^…]*$/],
  ["command", /^-v [^…]*$/],
  // A file that is named so has the number of a process.
  ["cat", /^[^… ]*\bpid$/],
  ["dpkg", /^--print-architecture$/],
  // The whole of it begins with `refs/`.
  ["git", /^(-C \S+ )?for-each-ref --format=%\((refname|objectname)\)( [\w./*-]+)*$/],
  ["ps", /(^| )-?o ?(pid|ppid|pgid|user|uid)=?( |$)/],
  ["docker podman nerdctl crictl", /^([a-z]+ )?(ps|ls|images)( .*)? (-[a-zA-Z]*q|--quiet)( |$)/],
  ["docker podman nerdctl crictl", /^(ps|images|pods)( -a| --all)*$|^[a-z]+ ls$/],
  [
    "docker podman nerdctl",
    /^(?=.*(^| )(--format|-f)[ =]\{\{\.((State\.)?Pid|Names?|I[dD])\}\}( |$))(ps|inspect|[a-z]+ (ls|inspect)) /,
  ],
  ["docker", /^compose ( *-[a-z]+ \S+)* *ps (.*)?(-[a-z]*q|--quiet)/],
  ["docker-compose", /(^| )ps (.*)?(-[a-z]*q|--quiet)/],
  // Names and states of objects, in the columns of a table; what an event says is anybody's text.
  ["kubectl oc", /^(?!.*(^| )(-o|--output|-L|--l|ev|events?|-T|--t))([^…]* )?get /],
  ["kubectl oc", /^(?!.*\bevents?\b)(.* )?get .*(-o ?|--output[= ])(name|wide)( |$)/],
  ["kubectl oc", template],
  // The operator's own.
  ["kubectl oc", /^config (current-context|get-contexts|get-clusters|view)( |$)/],
  ["git", /^(-C \S+ )?(rev-parse|rev-list|merge-base|hash-object|write-tree|describe)( |$)/],
  ["git", /^(-C \S+ )?(symbolic-ref|branch --show-current)( |$)/],
  ["git", /^(-C \S+ )?(log|show) (?=(.* )?(--format|--pretty)=(format:)?%[hH]( |$))/],
  ["systemctl", /^(list-units|list-unit-files|list-timers|list-sockets|--[\w=,-]+)( |$)/],
  ["lsblk findmnt blkid lvs vgs pvs", /^(?!.*(LABEL|tags))/],
  ["zpool zfs", /^list .*-o ?name( |$)/],
  ["virsh", /^list (.* )?--(name|uuid)( |$)/],
  ["aws", /^(?=.*--output[ =]text)(?=.*--query[ =]\S*(Id|Arn|IpAddress|State|Status)s?\W*( |$))/],
  ["gcloud", /--format=?value\((name|id|zone|status)\)/],
];

const byName = new Map<string, RegExp[]>();
for (const [names, prints] of table) {
  for (const name of names.split(" ")) byName.set(name, [...(byName.get(name) ?? []), prints]);
}

/** `kubectl get pod x -o json | jq -r .spec.nodeName`: what the two commands are, as they stand in a pipe. */
export function picksNames([from = "", by = ""]: readonly string[]): boolean {
  // Before the colon stand packages, or whose diversion it is.
  if (/^dpkg(-query)? (-S|--search) [^…]*$/.test(from)) return /^cut -d ?: -f ?1$/.test(by);
  return (
    /^(kubectl|oc) (.* )?get (.* )?(-o ?|--output[= ])json( |$)/.test(from) &&
    /^jq (-[a-zA-Z-]+ )*\.[\w.[\]?| -]*([nN]ames?|[nN]amespace|uid|host|IP|phase)$/.test(by)
  );
}

export function printsNames(name: string, texts: Texts): boolean {
  const all = byName.get(name);
  if (all === undefined) return false;
  const joined = texts.map((text) => text?.replaceAll("\n", " ") ?? "…").join(" ");
  return all.some((prints) => prints.test(joined));
}
