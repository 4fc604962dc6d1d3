/** Finds IP addresses that are somebody's: neither private nor kept for documents, nor known to everybody. */
import type { Span } from "../finding.ts";

export interface Address {
  readonly text: string;
  readonly span: Span;
}

export function publicAddresses(text: string): Address[] {
  const found = [
    ...[...text.matchAll(v4)].filter(({ 0: address }) => isPublicV4(address)),
    ...[...text.matchAll(v6)].filter(({ 0: address }) => isPublicV6(address)),
  ];
  return found
    .filter(({ index }) => !isVersion(text.slice(Math.max(0, index - 80), index)))
    .map(({ index, 0: address }) => ({
      text: address,
      span: { start: index, end: index + address.length },
    }));
}

const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const v4 = new RegExp(`(?<![\\w.-])${octet}(?:\\.${octet}){3}(?![\\w-]|\\.\\d)`, "g");
/** Only what is given out to the public begins with 2 or 3. */
const v6 = /(?<![\w:.])[23][0-9a-f]{3}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi;

/** Four numbers with dots are as often a version, a section or an object identifier. */
function isVersion(before: string): boolean {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return numbered.test(line) || raised.test(line);
}

const numbered =
  /(?:version|release|v|chrome|firefox|mozilla|build|firmware|tag|section|chapter|oid|§)s?["':=/\s]*$/i;
const raised =
  /\b(?:(?:up(?:date|grade)|patch|downgrade|bump)(?:d|s|ed|ing)?|roll)\b[^\n]*\b(?:to|from)\s+(?:\S+\s+)?$/i;

function isPublicV4(address: string): boolean {
  const [a = 0, b = 0, c = 0] = address.split(".").map(Number);
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if ((a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254))
    return false;
  if ((a === 100 && b >= 64 && b < 128) || (a === 198 && (b === 18 || b === 19))) return false;
  if (a === 192 && b === 0 && (c === 0 || c === 2)) return false;
  if ((a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113)) return false;
  return !wellKnown.has(address);
}

/** Public resolvers, which everybody names. */
const wellKnown = new Set([
  "1.1.1.1",
  "1.0.0.1",
  "8.8.8.8",
  "8.8.4.4",
  "9.9.9.9",
  "149.112.112.112",
  "1.2.3.4",
]);

function isPublicV6(address: string): boolean {
  const groups = address.split(":");
  if (!(address.includes("::") || groups.length === 8)) return false;
  if (address.split("::").length > 2 || groups.length > 8) return false;
  if (/^2001:0?db8:/i.test(address) || /^3fff:/i.test(address)) return false;
  return !/^(?:2001:4860:4860::88(?:88|44)|2606:4700:4700::1(?:111|001)|2620:fe::(?:fe|9))$/i.test(
    address,
  );
}
