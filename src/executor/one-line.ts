/** Text from outside as one short line that is safe to show. */
import { neutralise } from "../model/neutralise.ts";

const longest = 200;

/** Line breaks become spaces, control characters visible signs; cut at 200 characters. */
export function oneLine(text: string): string {
  // Cut once before as well: one line of a program's output can be very long.
  const clean = neutralise(
    text
      .slice(0, 4 * longest)
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
  const characters = [...clean];
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join("")}…`;
}
