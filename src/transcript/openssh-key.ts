/** OpenSSH's private key file, for Ed25519 keys without a passphrase: made and read. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import {
  blobOfRaw,
  decodeBase64,
  rawOfKeyObject,
  readWire,
  wireString,
  wireUint32,
} from "./ssh-wire.ts";

const magic = "openssh-key-v1\0";
const begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
const end = "-----END OPENSSH PRIVATE KEY-----";
const columns = 70;
/** The unencrypted section is padded as for a cipher of this block size. */
const blockBytes = 8;

/** A new key as the text of its private key file. */
export function generateKeyFile(comment: string): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { d, x } = privateKey.export({ format: "jwk" });
  if (d === undefined || x === undefined) throw new TypeError("not an Ed25519 key");
  const publicRaw = Buffer.from(x, "base64url");
  const check = randomBytes(4);
  const secret = Buffer.concat([
    check,
    check,
    wireString("ssh-ed25519"),
    wireString(publicRaw),
    wireString(Buffer.concat([Buffer.from(d, "base64url"), publicRaw])),
    wireString(comment),
  ]);
  const missing = (blockBytes - (secret.length % blockBytes)) % blockBytes;
  const padding = Buffer.from(Array.from({ length: missing }, (_, index) => index + 1));
  const base64 = Buffer.concat([
    Buffer.from(magic, "latin1"),
    wireString("none"),
    wireString("none"),
    wireString(""),
    wireUint32(1),
    wireString(blobOfRaw(publicRaw)),
    wireString(Buffer.concat([secret, padding])),
  ]).toString("base64");
  const lines = base64.match(new RegExp(`.{1,${columns}}`, "g")) ?? [];
  return [begin, ...lines, end, ""].join("\n");
}

export type ParsedKeyFile =
  | { readonly kind: "key"; readonly privateKey: KeyObject; readonly publicRaw: Buffer }
  | { readonly kind: "encrypted" }
  | { readonly kind: "otherType"; readonly type: string }
  | { readonly kind: "malformed" };

/** Reads the text of a private key file. */
export function parseKeyFile(text: string): ParsedKeyFile {
  const lines = text.trim().split(/\r?\n/);
  if (lines.at(0) !== begin || lines.at(-1) !== end) return { kind: "malformed" };
  const data = decodeBase64(lines.slice(1, -1).join(""));
  if (data === null) return { kind: "malformed" };
  const reader = readWire(data);
  if (reader.bytes(magic.length)?.toString("latin1") !== magic) return { kind: "malformed" };
  const cipher = reader.string()?.toString("latin1");
  reader.string();
  reader.string();
  const count = reader.uint32();
  const publicBlob = reader.string();
  const secret = reader.string();
  if (publicBlob === null || secret === null || count !== 1) return { kind: "malformed" };
  if (cipher !== "none") return { kind: "encrypted" };
  return readSecret(secret);
}

function readSecret(secret: Buffer): ParsedKeyFile {
  const reader = readWire(secret);
  const check = reader.uint32();
  if (check === null || check !== reader.uint32()) return { kind: "malformed" };
  const type = reader.string()?.toString("latin1");
  if (type === undefined) return { kind: "malformed" };
  if (type !== "ssh-ed25519") return { kind: "otherType", type };
  const publicRaw = reader.string();
  const pair = reader.string();
  if (publicRaw?.length !== 32 || pair?.length !== 64) return { kind: "malformed" };
  const jwk = {
    kty: "OKP",
    crv: "Ed25519",
    d: pair.subarray(0, 32).toString("base64url"),
    x: publicRaw.toString("base64url"),
  };
  const privateKey = createPrivateKey({ key: jwk, format: "jwk" });
  // The file names its public half twice: a mix-up would make signatures that nobody can check.
  const derived = rawOfKeyObject(
    createPublicKey(privateKey.export({ format: "pem", type: "pkcs8" })),
  );
  return derived.equals(publicRaw) ? { kind: "key", privateKey, publicRaw } : { kind: "malformed" };
}
