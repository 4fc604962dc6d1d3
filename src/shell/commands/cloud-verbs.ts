/**
 * The clouds have thousands of commands, and name them alike: `describe-instances`, `vm delete`. So it is
 * the verb that tells what is done, and the noun how bad that is.
 */
import type { EffectKind, Reversible } from "../../model/command-effect.ts";
import { type Risk, riskLevels } from "../../model/risk.ts";
import type { Arg } from "./call.ts";
import { byName, onEach, type Told, told } from "./row.ts";

type Act = readonly [does: string, Risk, Reversible, EffectKind?];

const acts = byName<Act>({
  [`describe list list-all get ls show head batch-get lookup search scan query validate check preview
    view tail read export-list filter estimate simulate wait watch info help whoami count explain dump
    access what-if
    get-login-password locations sizes regions select estimate-cost dig print-access-token
    get-iam-policy get-value get-server-config configurations status history logs`]: [
    "reads",
    "none",
    "yes",
    "read",
  ],
  "create add register allocate import new make copy clone tag snapshot backup request upload": [
    "makes",
    "medium",
    "yes",
  ],
  "run launch invoke test exec execute publish send": ["runs", "medium", "no"],
  "start resume enable activate power-on unpause unshelve unsuspend unlock": [
    "starts",
    "medium",
    "yes",
  ],
  "reboot restart reset power-cycle": ["restarts", "high", "yes"],
  "stop shutdown deallocate suspend pause disable deactivate power-off poweroff shelve lock hibernate":
    ["stops", "high", "yes"],
  [`update modify put set edit change patch attach associate resize scale rename move enter-maintenance
    configure apply upgrade add-tags set-tags promote migrate label replace deploy rollback assign`]:
    ["changes", "medium", "backup"],
  "authorize grant add-iam-policy-binding set-iam-policy allow": [
    "opens up",
    "high",
    "yes",
    "account",
  ],
  "revoke remove-iam-policy-binding deny": ["takes away", "high", "yes", "account"],
  "detach disassociate unassign release deregister cancel reject unset untag abort": [
    "takes off",
    "high",
    "backup",
  ],
  "failover switchover rebuild restore rotate reimage": ["replaces", "high", "no"],
  "delete remove destroy rm terminate purge empty wipe del rb": ["deletes", "high", "no"],
  "schedule-key-deletion": ["deletes, after some days, the key", "critical", "no", "secret"],
  "export download pull": ["writes out", "low", "backup"],
  generate: ["makes", "low", "yes"],
});

/** With them goes what nothing brings back, or much at once. */
const precious = new RegExp(
  [
    "db|database|sql|table|keyspace|collection|redis|cache|bucket|blob|storage|file-?system|share",
    "instance|cluster|server|vm|machine|droplet|pool|volume|disk|snapshot|backup|topic|queue",
    "stack|project|resource|namespace|subscription|account|vault|zone|domain|repositor|vpc",
    "^group$|(log|scaling|parameter)-group",
  ].join("|"),
);

/** Nouns that read like verbs: `az resource lock list`, `openstack volume backup delete`. */
const nounsToo =
  /^(lock|backup|tag|snapshot|deploy|run|test|restore|history|logs?|label|image|status)$/;

/** Where the verb stands among `words`: of several, the riskiest that can be nothing else. */
export function mainVerb(words: readonly Arg[]): number {
  const verbs = words.flatMap(({ text }, at) => {
    const act = text === null ? undefined : acts.get(splitVerb(text)[0]);
    const isVerb = act !== undefined && (at > 0 || words.length === 1);
    return isVerb
      ? [{ at, isNoun: nounsToo.test(text ?? ""), risk: riskLevels.indexOf(act[1]) }]
      : [];
  });
  const sure = verbs.filter(({ isNoun }) => !isNoun);
  if (sure.length === 0) return verbs.at(-1)?.at ?? -1;
  return sure.reduce((best, verb) => (verb.risk > best.risk ? verb : best)).at;
}

/** `verb` as in `describe`; `noun` as in `db-instance`; `about` are the things that are named. */
export function cloudAct(
  verb: string,
  noun: string,
  about: readonly Arg[],
  tool: string,
): readonly Told[] {
  const act = acts.get(verb);
  if (!act)
    return [
      told(
        "unknown",
        `runs ${`${tool} ${verb} ${noun}`.trim()}, whose effects are not known`,
        null,
        "medium",
        "no",
      ),
    ];
  const [does, risk, reversible, kind] = act;
  if (risk === "none") return [told("read", "reads", null, "none", "yes")];
  const what = noun === "" ? "" : ` the ${noun.replaceAll("-", " ")}`;
  const of = kindOf(noun, kind);
  return onEach(about, of, `${does}${what}`, riskFor(does, risk, of, noun), reversible);
}

function riskFor(does: string, risk: Risk, kind: EffectKind, noun: string): Risk {
  if (does === "deletes" && precious.test(noun)) return "critical";
  const isGate = kind === "account" || kind === "firewall";
  return isGate && does === "changes" ? "high" : risk;
}

/** The longest verb that fits, so that `add-iam-policy-binding` is not taken for `add`. */
export function splitVerb(word: string): readonly [verb: string, noun: string] {
  const parts = word.split("-");
  for (let count = parts.length; count > 0; count -= 1) {
    const verb = parts.slice(0, count).join("-");
    if (acts.has(verb)) return [verb, parts.slice(count).join("-")];
  }
  return [word, ""];
}

function kindOf(noun: string, otherwise: EffectKind = "container"): EffectKind {
  if (/secret|key|password|certificate|token|credential/.test(noun)) return "secret";
  if (/user|role|policy|iam|member|grant|login|access/.test(noun)) return "account";
  if (/firewall|security-group|nsg|network-acl|waf/.test(noun)) return "firewall";
  if (/dns|record|route|vpc|subnet|load-balancer|address|network|gateway|zone|peering/.test(noun))
    return "network";
  if (/db|database|table|bucket|object|blob|queue|topic|cache|redis|sql|item/.test(noun))
    return "data";
  return /volume|disk|snapshot/.test(noun) ? "device" : otherwise;
}
