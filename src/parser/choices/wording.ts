/**
 * Tells from its words alone whether a list of links that nobody marked asks for a choice: each item says
 * when to follow its link, or the paragraph above asks a question. A table of contents does neither.
 */
import type { Item } from "./item.ts";

/** `asks` is the paragraph right above, and `heading` the heading; both may be empty. */
export function readsLikeChoice(items: readonly Item[], asks: string, heading: string): boolean {
  const isOfLinks = items.every(({ isPlain, link, isAlone }) => isPlain && isAlone && link);
  if (items.length < 2 || !isOfLinks || isDirectory.test(heading)) return false;
  if (items.every(isConditional)) return true;
  const isQuestion = /\?[*_\s]*$/.test(asks) && !isDirectory.test(asks);
  return isQuestion && items.every(isAnswer);
}

/** "If the disk is full → [clean up](#clean-up)", "Otherwise, go to [restart](#restart)". */
function isConditional({ before, after }: Item): boolean {
  const words = before.replace(/[*_]/g, "");
  return condition.test(words) && leadsOn.test(words) && isEnd.test(after);
}

/** "[The disk is full](#clean-up)", "The disk is full: [clean up](#clean-up)". */
function isAnswer(item: Item): boolean {
  const words = item.before.replace(/[*_]/g, "").trim();
  return isEnd.test(item.after) && (words === "" || leadsOn.test(words));
}

/** One of a list of words, with `|` between them, between two patterns. */
function words(before: string, list: string, after: string): RegExp {
  const each = list.trim().split(/\s*\|\s*/);
  return new RegExp(`${before}(?:${each.join("|")})${after}`, "i");
}

const condition = words(
  "^\\s*",
  `if | when | in case | should | for | otherwise | or else | else | in all other cases | in any other case |
  none of (?:these|those|the above) | anything else`,
  "\\b",
);

const arrow = "→|⇒|➜|➡️?|[-=]+>|[:–—]";
const place = "(?: (?:the|section|steps?|steps in|part|instructions in|procedure in))*";
const leadsOn = words(
  `(?:${arrow}|\\b`,
  `go | jump | skip | continue | proceed | move | turn | follow | see | use | try | start | do | take | perform |
  run | read`,
  `(?: (?:on|over|straight|directly|down|ahead))?(?: (?:to|with|at|in|by|from))?${place})\\s*["“]?\\s*$`,
);

const isEnd = /^[*_"”]*(?: (?:below|section|instead|first|now|next))?[.;,!]?[*_]*\s*$/i;

/** Words of lists that only say what there is. */
const isDirectory = words(
  "\\b",
  `contents | toc | see also | related | references? | further reading | links | index | overview | in this |
  this (?:guide|document|page|runbook|article|section) | covers? | covered | learn | topics | faqs? |
  frequently asked | questions`,
  "\\b",
);
