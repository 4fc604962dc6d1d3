/** Our reading of `allowed_signers` agrees with `ssh-keygen`'s, and never trusts more. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { objectionTo, parseAllowedSigners } from "../../src/transcript/allowed-signers.ts";
import { blobOfLine } from "../../src/transcript/ssh-wire.ts";
import fc, { cases } from "../support/properties.ts";
import { sshKeygen } from "./ssh-keygen.ts";
import { desk } from "./temporary.ts";

const otherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEc2TtXq0Vn8Ewm0YfK1mZcP1pX5vQ2oV3hYb8m0r7aJ";
const rsaKey = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7";
const at = "2026-11-21T03:12:00.000Z";

/** Lines of a file with KEY for the key that signed, and whether it counts then. */
const files: readonly (readonly [text: string, counts: boolean])[] = [
  ["ada@example.com KEY", true],
  ["ada@example.com KEY a comment", true],
  ["# nobody\n\nada@example.com KEY\n", true],
  ["bob@example.com,ada@example.com KEY", true],
  ["*@example.com KEY", true],
  ["ada@example.??? KEY", true],
  ["*,!ada@example.com KEY", false],
  ["!bob@example.com,ada@* KEY", true],
  ["bob@example.com KEY", false],
  ["ada@example,com KEY", false],
  ["ada@exampleXcom KEY", false],
  [`ada@example.com ${otherKey}`, false],
  [`ada@example.com ${rsaKey}\nada@example.com KEY`, true],
  ['ada@example.com namespaces="firebreak-session" KEY', true],
  ['ada@example.com namespaces="file,firebreak-*" KEY', true],
  ['ada@example.com namespaces="file" KEY', false],
  ['ada@example.com namespaces="file" KEY\nada@example.com KEY', true],
  ['ada@example.com valid-before="20261122Z" KEY', true],
  ['ada@example.com valid-before="20261120Z" KEY', false],
  ['ada@example.com valid-after="202611210311Z",valid-before="20261121031201Z" KEY', true],
  ['ada@example.com valid-after="20261122Z" KEY', false],
  ['ada@example.com namespaces="firebreak-session",valid-after="20261122Z" KEY', false],
  ["ada@example.com cert-authority KEY", false],
  ["ada@example.com who-knows KEY", false],
  ["KEY", false],
  ["", false],
];

test.each(files)("%j", async (text, counts) => {
  const { home, key } = await desk();
  const file = join(home, "signers");
  const content = text.replaceAll("KEY", key.publicKey);
  await writeFile(file, content);
  const signature = join(home, "signature");
  await writeFile(signature, await key.sign("firebreak-session", "text"));
  const whose = ["-f", file, "-I", key.principal, "-n", "firebreak-session", "-s", signature];
  const time = "verify-time=20261121031200Z";
  const theirs = await sshKeygen(["-Y", "verify", ...whose, "-O", time], "text");
  expect(theirs.exitCode === 0, theirs.output).toBe(counts);

  const publicBlob = blobOfLine(key.publicKey);
  if (publicBlob === null) throw new Error("our own key is malformed");
  const claim = { principal: key.principal, publicBlob, namespace: "firebreak-session", at };
  expect(objectionTo(claim, parseAllowedSigners(content)) === null).toBe(counts);
});

test("says that a key is known by another name, and what to do about it", () => {
  const signers = (names: string) => parseAllowedSigners(`${names} ${otherKey}`);
  const publicBlob = blobOfLine(otherKey) ?? Buffer.alloc(0);
  const claim = { principal: "bob", publicBlob, namespace: "firebreak-session", at };
  expect(objectionTo(claim, signers("ada@example.com"))).toBe(
    "the list has this key for ada@example.com and not for bob; set " +
      "FIREBREAK_OPERATOR=ada@example.com for later sessions, or add bob to that line of the list",
  );
  expect(objectionTo(claim, signers("*@example.com"))).toBe(
    "the list has this key for *@example.com and not for bob; add bob to that line of the list",
  );
  expect(objectionTo({ ...claim, publicBlob: Buffer.alloc(3) }, signers("bob"))).toBe(
    "the key is not among the allowed signers",
  );
});

test("any text can be read", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (one, two) => {
      expect(parseAllowedSigners(`${one}\n${two} ${rsaKey}\n"${one} ${two}`)).toEqual([]);
    }),
    cases(200),
  );
});
