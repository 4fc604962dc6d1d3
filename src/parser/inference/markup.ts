/** Tells the tags of HTML and XML from placeholders. */
import type { Slot } from "./slot.ts";

/** Whether the code around shows that `<name>` is a tag. */
export function isMarkup({ text, start, end }: Slot, code: string): boolean {
  if (text.includes(" ")) return false;
  if (elements.has(text.toLowerCase())) return true;
  if (code.includes(`</${text}>`) || code.includes(`<${text}/>`)) return true;
  return (
    isInMarkup(code) &&
    (/([>\w]|\}\})$/.test(code.slice(0, start)) || /^([<\w]|\{\{)/.test(code.slice(end)))
  );
}

/** Whether there is any closing tag or a declaration. */
function isInMarkup(code: string): boolean {
  return /<\/[A-Za-z][\w:.-]*>|<\?xml|<!DOCTYPE/i.test(code);
}

/** Elements of HTML whose names nobody would take for a value. */
const elements: ReadonlySet<string> = new Set(
  `html head body div span p br hr ul ol li dl dt dd tr td th tbody thead h1 h2 h3 h4 h5 h6 pre em
  strong img script style nav svg iframe textarea blockquote details summary`.split(/\s+/),
);
