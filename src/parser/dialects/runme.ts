/** What the annotations of a Runme document are here. Its keys that only shape its own screen are left out. */
import { error, type Finding } from "../finding.ts";
import type { Entry, Value } from "../value.ts";

/**
 * `id`: an identity · `skip`: `auto=skip` where it is true · `flag`: our key of that name where it is
 * true · `shell`: our key unless it names bash or sh · `same`: our key · `screen`: nothing to a run.
 */
type Meaning = "id" | "skip" | "flag" | "shell" | "same" | "screen";

const meanings: Readonly<Record<string, Meaning>> = {
  name: "id",
  excludeFromRunAll: "skip",
  interactive: "flag",
  background: "flag",
  interpreter: "shell",
  cwd: "same",
  category: "screen",
  closeTerminalOnSuccess: "screen",
  mimeType: "screen",
  openTerminalOnError: "screen",
  promptEnv: "screen",
  tag: "screen",
  terminalRows: "screen",
};

/** Whether no other tool has this key, as far as we know. */
export function isRunmeKey(key: string): boolean {
  return Object.hasOwn(meanings, key) && !["background", "cwd", "interactive"].includes(key);
}

/** The entries of one block in the words of this tool. A name that cannot be an id becomes the title. */
export function fromRunme(entries: readonly Entry[], source: string): Entry[] {
  const hasName = entries.some(({ key }) => key === "name");
  const own = entries.find(({ key, keySpan }) => key === "id" && source[keySpan.start] === "#");
  return entries.flatMap((entry): Entry[] => {
    const { key, value } = entry;
    // Beside a name, Runme's `id` is only the number that its editor gave the block.
    if (key === "id" && entry !== own && hasName) return [];
    switch (Object.hasOwn(meanings, key) ? meanings[key] : "same") {
      case "id":
        return own ? [] : [named(entry)];
      case "skip":
        return isTrue(value) ? [{ ...entry, key: "auto", value: textOf(value, "skip") }] : [];
      case "flag":
        return isFalse(value) ? [] : [entry];
      case "shell":
        return isOurShell(value) ? [] : [{ ...entry, key: "shell" }];
      case "screen":
        return [];
      default:
        return [entry];
    }
  });
}

/** What Runme's keys in the frontmatter mean for all steps; null for keys that are not its own. */
export function runmeFrontmatter({ key, keySpan, value }: Entry): Finding[] | null {
  if (key === "shell") return isOurShell(value) ? [] : [asksFor("shell", value, keySpan)];
  if (key === "cwd") return isHere(value) ? [] : [asksFor("directory", value, keySpan)];
  return ["runme", "skipPrompts", "tag", "terminalRows"].includes(key) ? [] : null;
}

function asksFor(what: string, value: Value, span: Finding["span"]): Finding {
  const wanted = value.kind === "text" ? ` \`${value.text}\`` : "";
  const message = `the document asks for the ${what}${wanted}, which is not supported yet`;
  return error("not-yet", span, message, { hint: "take it out, or do these steps by hand" });
}

function named(entry: Entry): Entry {
  const { value } = entry;
  const isId = value.kind !== "text" || /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value.text);
  return { ...entry, key: isId ? "id" : "title" };
}

function textOf({ span }: Value, text: string): Value {
  return { kind: "text", text, span };
}

function isTrue(value: Value): boolean {
  return value.kind === "flag" || (value.kind === "text" && /^(?:1|t|true)$/i.test(value.text));
}

function isFalse(value: Value): boolean {
  return value.kind === "text" && /^(?:0|f|false)$/i.test(value.text);
}

function isOurShell(value: Value): boolean {
  return value.kind === "text" && /^(?:\/usr\/bin\/env )?(?:\S*\/)?(?:ba)?sh$/.test(value.text);
}

function isHere(value: Value): boolean {
  return value.kind === "empty" || (value.kind === "text" && /^(?:\.\/?)?$/.test(value.text));
}
