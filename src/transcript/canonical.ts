/** Canonical JSON (RFC 8785): one value, one text, so that a hash of it means something. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/**
 * The canonical text of a JSON value. Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD,
 * as it would in every other file. Throws for what is no JSON at all: that is a bug.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalOrNull(value) ?? canonicalize(wellFormed(value));
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

/** SHA-256 in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Null for a value that has no canonical text as it is: mostly for half a surrogate pair. */
function canonicalOrNull(value: unknown): string | undefined | null {
  try {
    return canonicalize(value);
  } catch {
    return null;
  }
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]),
  );
}
