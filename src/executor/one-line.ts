/** Text from outside as one short line that is safe to show. */

const longest = 200;

/** Control characters and line breaks become spaces; what is longer than 200 characters is cut. */
export function oneLine(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
  const characters = [...clean.slice(0, 2 * longest)];
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join("")}…`;
}
