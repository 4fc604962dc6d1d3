/** Cuts a long document where Markdown starts anew, so that reading it takes time in line with its length. */

/**
 * The first place at or after `from` where a block at the top may begin whatever stands above: a line
 * that begins with a letter or `#`, below a blank one. Only code and HTML that is open can go on over it.
 */
export function nextCut(text: string, from: number): number {
  if (from >= text.length) return text.length;
  cut.lastIndex = from;
  const found = cut.exec(text);
  return found ? found.index + found[0].length : text.length;
}

const cut = /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r(?!\n))(?=[#A-Za-z])/g;

/** Whether HTML that begins like this would go on over blank lines, because its end is not in it. */
export function isOpenHtml(html: string): boolean {
  const start = html.trimStart();
  return goesOn.some(([opening, closing]) => opening.test(start) && !closing.test(start.slice(2)));
}

const goesOn: readonly (readonly [opening: RegExp, closing: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![A-Za-z]/, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
];
