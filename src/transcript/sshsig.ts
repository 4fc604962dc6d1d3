/** SSHSIG, the signature format of `ssh-keygen -Y sign`, for Ed25519 keys and in ASCII armour. */
import { createHash, verify } from "node:crypto";
import {
  blobOfRaw,
  decodeBase64,
  keyObjectOfRaw,
  rawOfBlob,
  readWire,
  wireString,
  wireUint32,
} from "./ssh-wire.ts";

const magic = "SSHSIG";
const version = 1;
const signatureAlgorithm = "ssh-ed25519";
const armourBegin = "-----BEGIN SSH SIGNATURE-----";
const armourEnd = "-----END SSH SIGNATURE-----";
const armourColumns = 70;

/**
 * Signs `message` for `namespace`, with SHA-512. `signRaw` makes the 64 bytes of an Ed25519 signature
 * with the key whose 32 public bytes are `publicRaw`.
 */
export async function createSshSignature(
  publicRaw: Buffer,
  signRaw: (data: Buffer) => Promise<Buffer> | Buffer,
  namespace: string,
  message: string | Uint8Array,
): Promise<string> {
  const signature = await signRaw(signedData(namespace, "sha512", message));
  return armour(
    Buffer.concat([
      Buffer.from(magic),
      wireUint32(version),
      wireString(blobOfRaw(publicRaw)),
      wireString(namespace),
      wireString(""),
      wireString("sha512"),
      wireString(Buffer.concat([wireString(signatureAlgorithm), wireString(signature)])),
    ]),
  );
}

/**
 * Null when `armoured` is `publicBlob`'s signature of `message` in `namespace`, else what is wrong in words.
 * Strict about the armour: a signature has one text only, the one `ssh-keygen` writes.
 */
export function flawInSshSignature(
  armoured: string,
  publicBlob: Buffer,
  namespace: string,
  message: string | Uint8Array,
): string | null {
  const parsed = parse(armoured);
  if (parsed === null) return "the signature is not in the form of an SSH signature";
  if (!parsed.publicBlob.equals(publicBlob)) return "the signature is by another key";
  if (parsed.namespace !== namespace) return "the signature was made for another purpose";
  const data = signedData(namespace, parsed.hash, message);
  return verify(null, data, keyObjectOfRaw(parsed.publicRaw), parsed.signature)
    ? null
    : "the signature does not fit what was signed";
}

type Hash = "sha512" | "sha256";

function signedData(namespace: string, hash: Hash, message: string | Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(magic),
    wireString(namespace),
    wireString(""),
    wireString(hash),
    wireString(createHash(hash).update(message).digest()),
  ]);
}

function armour(blob: Buffer): string {
  const base64 = blob.toString("base64");
  const lines = base64.match(new RegExp(`.{1,${armourColumns}}`, "g")) ?? [];
  return [armourBegin, ...lines, armourEnd, ""].join("\n");
}

interface ParsedSignature {
  readonly publicBlob: Buffer;
  readonly publicRaw: Buffer;
  readonly namespace: string;
  readonly hash: Hash;
  readonly signature: Buffer;
}

function parse(armoured: string): ParsedSignature | null {
  const blob = unarmour(armoured);
  if (blob === null) return null;
  const reader = readWire(blob);
  const preamble = reader.bytes(magic.length)?.toString("latin1");
  const readVersion = reader.uint32();
  const publicBlob = reader.string();
  const namespace = reader.string();
  const reserved = reader.string();
  const hash = reader.string()?.toString("latin1");
  const signature = signatureIn(reader.string());
  if (preamble !== magic || readVersion !== version || reader.rest().length > 0) return null;
  if (publicBlob === null || namespace === null || signature === null) return null;
  if (reserved?.length !== 0 || (hash !== "sha512" && hash !== "sha256")) return null;
  const publicRaw = rawOfBlob(publicBlob);
  if (publicRaw === null) return null;
  return { publicBlob, publicRaw, namespace: namespace.toString("utf8"), hash, signature };
}

function unarmour(armoured: string): Buffer | null {
  if (!armoured.startsWith(`${armourBegin}\n`) || !armoured.endsWith(`\n${armourEnd}\n`))
    return null;
  const body = armoured.slice(armourBegin.length + 1, -(armourEnd.length + 2));
  const blob = decodeBase64(body.replaceAll("\n", ""));
  return blob !== null && armour(blob) === armoured ? blob : null;
}

function signatureIn(blob: Buffer | null): Buffer | null {
  if (blob === null) return null;
  const reader = readWire(blob);
  if (reader.string()?.toString("latin1") !== signatureAlgorithm) return null;
  const signature = reader.string();
  return signature?.length === 64 && reader.rest().length === 0 ? signature : null;
}
