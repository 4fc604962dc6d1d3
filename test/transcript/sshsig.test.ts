/** SSH signatures against the real `ssh-keygen`, in both directions. */
import { generateKeyPairSync, sign } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { blobOfLine, blobOfRaw, rawOfKeyObject } from "../../src/transcript/ssh-wire.ts";
import { createSshSignature, flawInSshSignature } from "../../src/transcript/sshsig.ts";
import fc, { cases } from "../support/properties.ts";
import { sshKeygen } from "./ssh-keygen.ts";
import { desk, temporaryDirectory } from "./temporary.ts";

const messages = ["", "one line", "two\nlines\n", "\0\u00ff€", "x".repeat(100_000)];

test.each(messages)("ssh-keygen takes our signature (message %#)", async (message) => {
  const at = await desk();
  const signature = join(at.home, "signature");
  await writeFile(signature, await at.key.sign("firebreak-session", message));
  const verify = (namespace: string, principal: string) => {
    const signers = join(at.home, "config", "allowed_signers");
    const whose = ["-f", signers, "-I", principal, "-n", namespace, "-s", signature];
    return sshKeygen(["-Y", "verify", ...whose], message);
  };
  expect(await verify("firebreak-session", "ada@example.com")).toMatchObject({ exitCode: 0 });
  expect((await verify("file", "ada@example.com")).exitCode).not.toBe(0);
  expect((await verify("firebreak-session", "eve@example.com")).exitCode).not.toBe(0);
});

test.each(messages)("we take ssh-keygen's signature (message %#)", async (message) => {
  const key = join(await temporaryDirectory(), "key");
  await sshKeygen(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]);
  const publicBlob = blobOfLine((await readFile(`${key}.pub`, "utf8")).trim());
  if (publicBlob === null) throw new Error("ssh-keygen made another kind of key");
  for (const hash of ["sha512", "sha256"]) {
    const options = ["-n", "some-purpose", "-O", `hashalg=${hash}`, "-f", key];
    const { exitCode, output } = await sshKeygen(["-Y", "sign", ...options], message);
    expect(exitCode).toBe(0);
    // What ssh-keygen says on stderr may come before or after the signature.
    const armoured = /-----BEGIN.*?-----END SSH SIGNATURE-----\n/s.exec(`${output}\n`)?.[0] ?? "";
    const flaw = (purpose: string, text: string) =>
      flawInSshSignature(armoured, publicBlob, purpose, text);
    expect(flaw("some-purpose", message)).toBeNull();
    expect(flaw("some-purpose", `${message}.`)).toBe("the signature does not fit what was signed");
    expect(flaw("other-purpose", message)).toBe("the signature was made for another purpose");
  }
});

describe("anything but the one armoured text of a good signature is refused", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = rawOfKeyObject(publicKey);
  const make = () => createSshSignature(raw, (data) => sign(null, data, privateKey), "n", "text");
  const flawIn = (armoured: string) => flawInSshSignature(armoured, blobOfRaw(raw), "n", "text");

  test("every single change of a character", async () => {
    const good = await make();
    expect(flawIn(good)).toBeNull();
    for (let at = 0; at < good.length; at++) {
      for (const other of ["A", "\n", "", "="]) {
        const changed = good.slice(0, at) + other + good.slice(at + 1);
        if (changed !== good) expect(flawIn(changed)).not.toBeNull();
      }
    }
  });

  test("any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.uint8Array({ maxLength: 300 }),
        (text, bytes) => {
          const base64 = Buffer.from(bytes).toString("base64");
          const body = `-----BEGIN SSH SIGNATURE-----\n${base64}\n-----END SSH SIGNATURE-----\n`;
          expect(flawIn(text)).not.toBeNull();
          expect(flawIn(body)).not.toBeNull();
        },
      ),
      cases(200),
    );
  });

  test("another key", async () => {
    const other = rawOfKeyObject(generateKeyPairSync("ed25519").publicKey);
    expect(flawInSshSignature(await make(), blobOfRaw(other), "n", "text")).toBe(
      "the signature is by another key",
    );
  });
});
