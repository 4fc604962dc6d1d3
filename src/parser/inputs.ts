/** Reads `inputs`: the values that a document asks for before it starts. */
import { type InputSpec, type InputType, inputTypes } from "../model/input-spec.ts";
import { error, type Finding, type Span, suggestion } from "./finding.ts";
import { checkValue, typeInWords } from "./input-value.ts";
import { showInvisible } from "./invisible.ts";
import { checkName } from "./names.ts";
import { nearest } from "./nearest.ts";
import { type Entry, inWords, type TextValue, type Value } from "./value.ts";

export interface Inputs {
  /** Those without a problem. */
  readonly specs: readonly InputSpec[];
  readonly spans: ReadonlyMap<string, Span>;
  readonly findings: readonly Finding[];
}

/** Reads a mapping from names to a type, or to `{ type, prompt, default, choices, raw }`. */
export function readInputs(value: Value | undefined): Inputs {
  const specs: InputSpec[] = [];
  const spans = new Map<string, Span>();
  if (value === undefined || value.kind === "empty") return { specs, spans, findings: [] };
  if (value.kind !== "mapping") {
    const finding = wrong(
      "inputs",
      value,
      "a mapping from names to types, such as `vhost: hostname`",
    );
    return { specs, spans, findings: [finding] };
  }
  const findings: Finding[] = [];
  for (const entry of value.entries) {
    spans.set(entry.key, entry.keySpan);
    const read = readInput(entry);
    findings.push(...read.findings);
    if (read.spec) specs.push(read.spec);
  }
  return { specs, spans, findings };
}

interface Read {
  readonly spec: InputSpec | null;
  readonly findings: readonly Finding[];
}

const keys = ["type", "prompt", "default", "choices", "raw"];

function readInput({ key: name, keySpan, value }: Entry): Read {
  const badName = checkName(name, keySpan);
  if (badName) return { spec: null, findings: [badName] };
  const entries = value.kind === "mapping" ? value.entries : [];
  const findings = entries.flatMap(unknownKey);
  const given = (key: string) => {
    const found = entries.find((entry) => entry.key === key)?.value;
    return found?.kind === "empty" ? undefined : found;
  };
  const written = value.kind === "mapping" ? given("type") : value;
  const choices = readChoices(given("choices"));
  const type = readType(written ?? null, given("choices") !== undefined, keySpan);
  findings.push(...choices.findings, ...type.findings);
  const prompt = textOf("prompt", given("prompt"));
  const fallback = textOf("default", given("default"));
  const raw = readRaw(given("raw"));
  findings.push(...prompt.findings, ...fallback.findings, ...raw.findings);
  if (type.type === null) return { spec: null, findings };

  const spec: InputSpec = {
    name,
    type: type.type,
    prompt: showInvisible(prompt.text?.text.replace(/\s+/g, " ").trim() || name),
    default: fallback.text?.text ?? null,
    choices: choices.items.map(({ text }) => text),
    raw: raw.isRaw,
    inferred: false,
  };
  const unlisted = { ...spec, choices: [] };
  for (const choice of choices.items) findings.push(...invalid(unlisted, choice, "choice"));
  if (fallback.text) findings.push(...invalid(spec, fallback.text, "default"));
  if (spec.type === "enum" && choices.items.length === 0 && choices.findings.length === 0) {
    findings.push(error("bad-value", keySpan, `\`${name}\` is an enum without \`choices\``));
  }
  return { spec: findings.length === 0 ? spec : null, findings };
}

function unknownKey({ key, keySpan }: Entry): Finding[] {
  if (keys.includes(key)) return [];
  const near = nearest(key, keys);
  const expected = near === null ? `one of ${keys.join(", ")}` : null;
  const advice = { expected, hint: suggestion(near) };
  return [error("unknown-key", keySpan, `unknown key \`${key}\` of an input`, advice)];
}

function readType(
  value: Value | null,
  hasChoices: boolean,
  keySpan: Span,
): { type: InputType | null; findings: Finding[] } {
  const refuse = (finding: Finding) => ({ type: null, findings: [finding] });
  const expected = `one of ${inputTypes.join(", ")}`;
  if (value === null || value.kind === "empty") {
    if (hasChoices) return { type: "enum", findings: [] };
    return refuse(error("bad-value", keySpan, "an input needs a `type`", { expected }));
  }
  if (value.kind !== "text") return refuse(wrong("type", value, expected));
  const type = inputTypes.find((known) => known === value.text);
  if (type) return { type, findings: [] };
  if (value.text === "secret") {
    const message = "inputs of type `secret` are not supported yet";
    return refuse(error("not-yet", value.span, message, { expected }));
  }
  const near = nearest(value.text, inputTypes);
  const advice = { expected, hint: suggestion(near) };
  return refuse(error("bad-value", value.span, `unknown type \`${value.text}\``, advice));
}

function readChoices(value: Value | undefined): { items: TextValue[]; findings: Finding[] } {
  if (value === undefined) return { items: [], findings: [] };
  if (value.kind === "mapping" && value.entries.some(({ key }) => key === "command")) {
    const message = "choices from a command are not supported yet";
    return { items: [], findings: [error("not-yet", value.span, message, { expected: "a list" })] };
  }
  const items = value.kind === "list" ? value.items.filter((item) => item.kind === "text") : [];
  if (value.kind === "list" && items.length === value.items.length && items.length > 0) {
    return { items, findings: [] };
  }
  return {
    items,
    findings: [wrong("choices", value, "a list of values, such as `[small, large]`")],
  };
}

function readRaw(value: Value | undefined): { isRaw: boolean; findings: Finding[] } {
  if (value === undefined) return { isRaw: false, findings: [] };
  const text = value.kind === "text" ? value.text : "";
  if (text === "true" || text === "false") return { isRaw: text === "true", findings: [] };
  return { isRaw: false, findings: [wrong("raw", value, "true or false")] };
}

function textOf(
  key: string,
  value: Value | undefined,
): { text: TextValue | null; findings: Finding[] } {
  if (value === undefined) return { text: null, findings: [] };
  if (value.kind === "text") return { text: value, findings: [] };
  return { text: null, findings: [wrong(key, value, "one line of text")] };
}

function invalid(spec: InputSpec, { text, span }: TextValue, what: string): Finding[] {
  const problem = checkValue(spec, text);
  if (problem === null) return [];
  const expected =
    spec.type === "enum" ? `one of ${spec.choices.join(", ")}` : typeInWords(spec.type);
  return [error("bad-value", span, `the ${what} \`${text}\` is ${problem}`, { expected })];
}

function wrong(key: string, value: Value, expected: string): Finding {
  return error("bad-value", value.span, `\`${key}\` cannot be ${inWords(value)}`, { expected });
}
