/** Where text may be cut: output arrives as bytes, and a cut inside a character would spoil it. */

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of `bytes`; what is not valid UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** How many bytes at the end (0 to 3) begin a character that more bytes could complete. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    return lengthFrom(byte) > back && fits(byte, bytes[bytes.length - back + 1]) ? back : 0;
  }
  return 0;
}

/** How many bytes at the start (0 to 3) end a character that began before them. */
export function strayBytes(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && count < bytes.length && isContinuation(bytes[count] ?? 0)) count += 1;
  return count;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** The length of the character that `lead` begins; 0 when no character begins so. */
function lengthFrom(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** Some leads forbid some second bytes: overlong forms, surrogates, beyond U+10FFFF. */
function fits(lead: number, second: number | undefined): boolean {
  if (second === undefined) return true;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  return lead !== 0xf4 || second < 0x90;
}
