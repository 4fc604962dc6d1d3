/** SSH's binary encoding (RFC 4251) as far as Ed25519 keys and signatures need it. */
import { createHash, createPublicKey, type KeyObject } from "node:crypto";

const algorithm = "ssh-ed25519";

/** A length-prefixed string. */
export function wireString(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([wireUint32(bytes.length), bytes]);
}

export function wireUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Reads one value after the other; every method gives null when the bytes run out. */
export interface WireReader {
  uint32(): number | null;
  string(): Buffer | null;
  bytes(length: number): Buffer | null;
  rest(): Buffer;
}

export function readWire(data: Buffer): WireReader {
  let at = 0;
  function bytes(length: number): Buffer | null {
    if (at + length > data.length) return null;
    at += length;
    return data.subarray(at - length, at);
  }
  function uint32(): number | null {
    return bytes(4)?.readUInt32BE() ?? null;
  }
  function string(): Buffer | null {
    const length = uint32();
    return length === null ? null : bytes(length);
  }
  return { uint32, string, bytes, rest: () => data.subarray(at) };
}

/** The 32 raw bytes of an Ed25519 public key inside the wire form; null for any other key. */
export function rawOfBlob(blob: Buffer): Buffer | null {
  const reader = readWire(blob);
  const name = reader.string();
  const raw = reader.string();
  if (name?.toString("latin1") !== algorithm || raw?.length !== 32) return null;
  return reader.rest().length === 0 ? raw : null;
}

export function blobOfRaw(raw: Uint8Array): Buffer {
  return Buffer.concat([wireString(algorithm), wireString(raw)]);
}

/** The form of `authorized_keys`, without a comment: `ssh-ed25519 AAAA…`. */
export function publicKeyLine(blob: Buffer): string {
  return `${algorithm} ${blob.toString("base64")}`;
}

/** The wire form of a line made by `publicKeyLine`; null for anything that is not exactly such a line. */
export function blobOfLine(line: string): Buffer | null {
  const blob = decodeBase64(line.slice(algorithm.length + 1));
  if (blob === null || rawOfBlob(blob) === null) return null;
  return publicKeyLine(blob) === line ? blob : null;
}

/** The key as Node's crypto takes it. */
export function keyObjectOfRaw(raw: Buffer): KeyObject {
  const jwk = { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") };
  return createPublicKey({ key: jwk, format: "jwk" });
}

export function rawOfKeyObject(key: KeyObject): Buffer {
  const { x } = key.export({ format: "jwk" });
  if (x === undefined) throw new TypeError("not an Ed25519 key");
  return Buffer.from(x, "base64url");
}

/** As `ssh-keygen -l` shows it: `SHA256:…`. */
export function fingerprintOf(blob: Buffer): string {
  const digest = createHash("sha256").update(blob).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}

/** The fingerprint of a key as a policy writes it: a public key of any type, or that fingerprint itself. */
export function fingerprintOfKey(written: string): string {
  const [type = "", base64 = ""] = written.split(" ");
  return type.startsWith("SHA256:") ? type : fingerprintOf(Buffer.from(base64, "base64"));
}

/** Strict: null unless `text` is exactly what encoding the result gives again. */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
