/** Writes a text as a YAML scalar that reads back as the same text. */

/** Plain where that is certain, in double quotes otherwise; fit for a flow mapping too. */
export function yamlText(text: string): string {
  return isPlain(text) ? text : JSON.stringify(text).replace(invisible, escaped);
}

function isPlain(text: string): boolean {
  return (
    /^[\p{L}][\p{L}\p{N}_./()' ?!-]*$/u.test(text) &&
    !/\s$|\s\s/.test(text) &&
    !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text)
  );
}

/** JSON leaves them as they are; YAML takes some for line ends and refuses others. */
const invisible = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\p{Cs}]/gu;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
