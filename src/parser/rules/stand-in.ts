/** Tells a value that stands for another from one that is meant. */

/** Placeholders, examples and what has been blotted out. */
export function isStandIn(value: string): boolean {
  return (
    /[<>{}$]|\*{3}|\.{3}|…|x{4}|(.)\1{5}/i.test(value) ||
    exampleWords.test(value) ||
    isCounting(value)
  );
}

const exampleWords = new RegExp(
  [
    "example|sample|change_?-?me|place_?-?holder|dummy|fake|redacted|your[_-]?|my[_-]?(?:pass|secret|token)",
    "insert|replace|foobar|hunter2|not[ _-]?(?:my|a)?[ _-]?real|passw[o0]rd|secret",
    "12345|abcdef|qwert|deadbeef|omitted|snip",
  ].join("|"),
  "i",
);

/** Letters and digits in the order of the alphabet, however they are mixed. */
function isCounting(value: string): boolean {
  let steps = 0;
  for (let at = 1; at < value.length; at++) {
    if (Math.abs(value.charCodeAt(at) - value.charCodeAt(at - 1)) <= 1) steps++;
  }
  return value.length > 4 && steps / (value.length - 1) > 0.6;
}

/** Shannon's, in bits for each character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** What base64 hides, where it hides text; the value itself otherwise. */
export function plainOf(value: string): string {
  if (!/^(?:[A-Za-z0-9+/]{4}){2,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value))
    return value;
  const text = atob(value);
  return /^[\x20-\x7e]+$/.test(text) ? text : value;
}
