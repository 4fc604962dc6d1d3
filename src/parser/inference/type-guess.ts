/** Guesses an input's type from the words that stand for it and from the place where they stand. */
import type { InputType } from "../../model/input-spec.ts";
import type { Surroundings } from "./surroundings.ts";
import { wordsOf } from "./words.ts";

/** Null when nothing tells. */
export function guessType(text: string, around: Surroundings): InputType | null {
  if (/^[\w.-]+(\|[\w.-]+)+$/.test(text)) return "enum";
  const type = typeOf(subjectOf(text)) ?? typeOf(subjectOf(around.taker));
  // What only completes a path is no absolute one.
  return type === "path" && !around.beginsWord ? "text" : type;
}

/** One type for all places of an input; any text where they contradict each other. */
export function joinTypes(types: readonly (InputType | null)[]): InputType {
  const known = new Set(types.filter((type) => type !== null));
  const [only = "text"] = known;
  return known.size > 1 ? "text" : only;
}

/** The words that say what it is: of `the pod name from the alert`, `pod` and `name`. */
function subjectOf(text: string): string[] {
  const phrase = wordsOf(text).join(" ");
  const named = /^(?:the )?(name|number) of\b/.exec(phrase)?.[1];
  if (named !== undefined) return named === "name" ? ["object", "name"] : ["number"];
  return phrase
    .replace(/^value of (the )?/, "")
    .replace(/^(your|my|the|any|some|an?|new|old|current|target|affected) /, "")
    .replace(/ (from|of|in|for|to|on|at|as|which|that|where|through|identified|label)\b.*$/, "")
    .replace(/( here| \d+)+$/, "")
    .split(" ")
    .filter((word) => word !== "");
}

function typeOf(words: readonly string[]): InputType | null {
  const head = words.at(-1) ?? "";
  const before = words.at(-2) ?? "";
  const glued = /^([a-z]{2,})name$/.exec(head)?.[1];
  if (glued !== undefined) return typeOf([glued, "name"]);
  if (head === "name") return nameType(before);
  if (head === "address") return before === "ip" ? "ip" : null;
  if (head === "number") return words.length === 1 ? "int" : before === "port" ? "port" : null;
  if (head === "point") return before === "mount" ? "path" : null;
  return types.get(head) ?? null;
}

function nameType(of: string): InputType {
  if (types.get(of) === "hostname" || of === "dns") return "hostname";
  return loose.has(of) ? "text" : "name";
}

/** Their names may have blanks, slashes or colons. */
const loose: ReadonlySet<string> = new Set(
  `file path image display full first last label key header metric branch tag rule alert job object
  device volume snapshot dataset registry repository repo package`.split(/\s+/),
);

const types: ReadonlyMap<string, InputType> = new Map([
  ...of("port", "port"),
  ...of("ip", "ip ipaddress ipaddr ipv4 ipv6"),
  ...of("hostname", "host hostname fqdn domain node server vhost"),
  ...of("path", "path file dir directory folder filepath mountpoint"),
  ...of("int", "count replicas pid bytes seconds minutes hours days num n"),
  ...of("uuid", "uuid guid"),
  ...of("duration", "duration"),
  // Known to have any form, whatever takes it.
  ...of("text", "url uri urls link email endpoint cidr image id label selector tag version size"),
  ...of(
    "name",
    `pod namespace ns container service svc user deployment statefulset daemonset replicaset pvc pv vm
    vmi cluster database db role group release app component project tenant configmap cronjob secret
    serviceaccount bucket`,
  ),
]);

function of(type: InputType, words: string): [string, InputType][] {
  return words.split(/\s+/).map((word) => [word, type]);
}
