/** The rules about files: short, one topic, well named, and saying what they are about. */
import { placeOf, type Source, type Violation, walk } from "./source.ts";

const longestFile = 400;
const longestLine = 120;

export function startsWithItsTopic({ path, text }: Source): Violation[] {
  if (/^(#!.*\n)?\s*\/\*\*\s*(\*\s)?\s*\w/.test(text)) return [];
  return [
    {
      place: `${path}:1`,
      rule: "starts without a topic",
      hint: "open with /** what it is about */",
    },
  ];
}

export function isShort({ path, text }: Source): Violation[] {
  const lines = text.replace(/\n$/, "").split("\n");
  const found: Violation[] = lines.flatMap((line, index) =>
    line.length <= longestLine
      ? []
      : [
          {
            place: `${path}:${index + 1}`,
            rule: `has a line of ${line.length} characters`,
            hint: `break it, ${longestLine} are the most`,
          },
        ],
  );
  if (lines.length > longestFile) {
    const rule = `has ${lines.length} lines`;
    const hint = `${longestFile} are the most: a file is one topic`;
    found.push({ place: `${path}:${longestFile + 1}`, rule, hint });
  }
  return found;
}

export function isNamedForWhatItHolds(path: string): Violation[] {
  return path
    .split("/")
    .filter((part) => /^(utils?|helpers?|misc|common|stuff)(\.|$)/i.test(part))
    .map((part) => ({
      place: `${path}:1`,
      rule: `"${part}" names nothing`,
      hint: "name it for what lives there",
    }));
}

// Put together here so that this file does not break its own rule.
const unfinished = new RegExp(`\\b(${["TO", "FIX"].join("DO|")}ME)\\b`);

export function isFinished({ path, text }: { path: string; text: string }): Violation[] {
  return text.split("\n").flatMap((line, index) => {
    const word = unfinished.exec(line)?.[1];
    if (!word) return [];
    const hint = "do it, or say in plain words what the limit is";
    return [{ place: `${path}:${index + 1}`, rule: `says ${word}`, hint }];
  });
}

export function saysNoAny(source: Source): Violation[] {
  return [...walk(source.program)]
    .filter(([node]) => node.type === "TSAnyKeyword")
    .map(([node]) => ({
      place: placeOf(source, node.start),
      rule: "uses any",
      hint: "say the type, or unknown and check it",
    }));
}

export function mocksNoModule(source: Source): Violation[] {
  return [...walk(source.program)].flatMap(([node]) => {
    if (node.type !== "MemberExpression" || node.object.type !== "Identifier") return [];
    if (node.object.name !== "vi" || node.property.type !== "Identifier") return [];
    if (!["mock", "doMock"].includes(node.property.name)) return [];
    const rule = `calls vi.${node.property.name}`;
    return [
      { place: placeOf(source, node.start), rule, hint: "pass a port, or run the real thing" },
    ];
  });
}
