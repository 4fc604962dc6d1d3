/** The small languages that text is handled with: sed, awk, perl, jq, yq, and what their scripts may do. */
import { replacePlaceholders } from "../placeholder.ts";
import type { Arg, Call } from "./call.ts";
import { byOption, isGiven, looksIfKnown, looksUnless, maybeOption } from "./options.ts";
import { writeTo } from "./paths.ts";
import { nameOf } from "./places.ts";
import { shows, showsUnlessTo } from "./readers.ts";
import { type CommandTable, isUnknown, type Judge, looks, type Told, told } from "./row.ts";
import { readSedScript } from "./sed-script.ts";

/** Placeholders within stand for data: none could become code. Null where a variable is expanded in it. */
function scriptOf({ text, written }: Arg): string | null {
  const script = text ?? /^(?:'([^']*)'|"((?:\\.|[^"\\])*)")$/s.exec(written)?.slice(1).join("");
  if (script === undefined || (text === null && !/^'/.test(written) && /[$`]/.test(script)))
    return null;
  return replacePlaceholders(script, () => "x");
}

const sed: Judge = (call) => {
  const given = call.values("-e", "--expression");
  const scripts = given.length > 0 ? given : call.operands.slice(0, 1);
  const targets =
    given.length > 0 || call.has("-f", "--file") ? call.operands : call.operands.slice(1);
  const texts = scripts.map(scriptOf);
  const script = texts.includes(null) ? null : readSedScript(texts.join("\n"));
  const edits = isGiven(call, "-i", "--in-place") ? edited(targets, call) : [];
  const isOpen = call.args.some(maybeOption) || call.has("-f", "--file");
  const sandboxed = call.has("--sandbox");
  if (!sandboxed && (!script || script.runs || isOpen)) {
    const codeRuns = script?.runs
      ? [told("code", "runs commands from its script", null, "high", "no")]
      : [];
    return [...edits, ...(codeRuns.length > 0 || edits.length > 0 ? codeRuns : isUnknown(call))];
  }
  const writes = (script?.writes ?? []).flatMap((file) => writeTo({ text: file, written: file }));
  return nothingElse([...edits, ...writes], call);
};

function edited(targets: readonly Arg[], call: Call): readonly Told[] {
  if (targets.length === 0) return isUnknown(call);
  return targets.flatMap((file) => writeTo(file, "edits"));
}

function nothingElse(found: readonly Told[], call: Call): readonly Told[] {
  return found.length > 0 ? found : shows({ ...call, operands: call.operands.slice(1) });
}

const awk: Judge = (call) => {
  const script = call.operands[0] ? scriptOf(call.operands[0]) : null;
  const inPlace = call.values("-i", "--include").some(({ text }) => text === "inplace");
  if (inPlace) return edited(call.operands.slice(1), call);
  if (script === null || call.has(...awkOptions.split(" "))) return isUnknown(call);
  // A quote within a pattern would take code for a string: then nothing is left out.
  const isClear = !/\/[^/\n]*"[^/\n]*\//.test(script);
  const code = isClear ? script.replace(/"(\\.|[^"\\])*"/g, '""') : script;
  const printed = code.slice(Math.max(code.search(/\bprint/), 0));
  // A pattern after `print` may hold what else ends a statement.
  const output = isClear && !printed.includes("/") ? /\bprint[^;}]*?/ : /\bprint.*?/;
  const pipes = new RegExp(`${output.source}(?<!\\|)\\|(?!\\|)`, "s");
  if (/\bsystem\b|\|&?\s*getline/.test(code) || pipes.test(code)) {
    return [told("code", "runs commands from its script", null, "high", "no")];
  }
  if (code.includes("@")) return isUnknown(call);
  if (!new RegExp(`${output.source}>`, "s").test(code)) return nothingElse([], call);
  const names = [...script.matchAll(/>\s*"([^"]+)"/g)].map(([, name = ""]) => name);
  const targets = names.length > 0 ? names : ["files"];
  return nothingElse(
    targets.flatMap((name) => writeTo({ text: name, written: name })),
    call,
  );
};

/** Code that is not the first operand, and files that are written with what was found out about it. */
const awkOptions =
  "-f --file -i --include -l --load -E --exec -e --source -o --pretty-print -p --profile " +
  "-d --dump-variables -D --debug";

/** Words of Perl by which a line could do more than print. */
const perlActs = new RegExp(
  "[`&]|->|\\$\\^I|<[^>]*>|\\(\\?\\??\\{|" +
    "\\b(system|exec|qx|open|sysopen|opendir|unlink|rename|mkdir|rmdir|link|symlink|chmod|chown|truncate|" +
    "utime|kill|fork|eval|do|require|use|no|syscall|socket|tie|dbmopen|readpipe|glob|select|chroot|chdir|" +
    "ARGV|INC|SIG|[A-Z]\\w+::\\w+)\\b|\\|\\s*[\"']|[^\\w\\s][gimsxor]*ee",
);

const perl: Judge = (call) => {
  const codes = call.values("-e", "-E").map(scriptOf);
  const isFilter = call.has("-n", "-p") && codes.length > 0 && !call.has("-M", "-m", "-x");
  const isPlain = codes.every((code) => code !== null && !perlActs.test(code));
  const edits = call.has("-i") ? edited(call.operands, call) : [];
  // Its `<>` takes `command |` among the files for a command, and `>file` for one to write.
  const opensOthers = call.operands.some(
    ({ text }) => text !== null && /^\s*[|>+]|\|\s*$/.test(text),
  );
  if (isFilter && isPlain && !opensOthers && !call.args.some(maybeOption)) {
    return edits.length > 0 ? edits : shows(call);
  }
  const [file] = codes.length > 0 ? [] : call.operands;
  const does = file ? "runs with perl" : "runs a program in perl";
  return [...edits, told("code", does, file ? nameOf(file) : null, "medium", "no")];
};

const yq: Judge = (call) => {
  const [first, ...others] = call.operands;
  if (call.has("-i", "--inplace", "--in-place")) {
    const isOlder = /^(w|write|d|delete|m|merge|p|prefix)$/.test(first?.text ?? "");
    if (isOlder) return edited(others.slice(0, 1), call);
    const files = /^(e|ea|eval|eval-all)$/.test(first?.text ?? "") ? others : call.operands;
    return edited(files.length > 1 ? files.slice(1) : files, call);
  }
  if (call.has("-s", "--split-exp")) {
    return [told("write", "writes one file for each part", null, "medium", "backup")];
  }
  return call.args.some(maybeOption) ? isUnknown(call) : looks(call);
};

export const scripts: CommandTable = {
  "sed gsed": { valued: "-e --expression -f --file -l --line-length", tells: sed },
  "awk gawk mawk nawk": {
    valued:
      "-F --field-separator -v --assign -f --file -i --include -l --load -E --exec -e --source",
    tells: awk,
  },
  perl: { valued: "-e -E -M -m -I -F", tells: perl },
  "jq gojq": { valued: "--indent -L -f --from-file", tells: looks },
  jaq: {
    valued: "--indent -L -f --from-file",
    tells: looksUnless({ "-i, --in-place": (call) => edited(call.operands.slice(1), call) }),
  },
  yq: {
    valued: "-o --output-format -p --input-format -I --indent -s --split-exp",
    tells: byOption({ "--security-enable-system-operator": isUnknown }, yq),
  },
  xmlstarlet: {
    // A style sheet may write files.
    tells: (call) =>
      /^tr/.test(call.operands[0]?.text ?? "")
        ? isUnknown(call)
        : looksUnless({
            "-L, --inplace": (call) => edited(call.operands.slice(-1), call),
          })(call),
  },
  crudini: {
    valued: "--output --existing --format",
    tells: byOption(
      {
        "--set, --del, --merge": (call) => edited(call.operands.slice(0, 1), call),
        "--get": looksIfKnown,
      },
      isUnknown,
    ),
  },
  "csvcut csvgrep csvlook csvstat csvjson": { tells: showsUnlessTo("-o --output") },
};
