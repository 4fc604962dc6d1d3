/** The operator's key: made once, read by OpenSSH, refused when it is not safe. */
import { appendFile, chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadOperatorKey } from "../../src/transcript/operator-key.ts";
import { got } from "./desk.ts";
import { sshKeygen } from "./ssh-keygen.ts";
import { temporaryDirectory } from "./temporary.ts";

const principal = "ada@example.com";

test("is made at first use, private, and one that ssh-keygen reads", async () => {
  const configDir = join(await temporaryDirectory(), "deep", "config");
  const key = got(await loadOperatorKey({ configDir, principal }));
  const path = join(configDir, "operator_ed25519");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(configDir)).mode & 0o777).toBe(0o700);
  expect((await readdir(configDir)).toSorted()).toEqual([
    "allowed_signers",
    "operator_ed25519",
    "operator_ed25519.pub",
  ]);
  expect((await sshKeygen(["-y", "-f", path])).output).toBe(`${key.publicKey} ${principal}\n`);
  expect((await sshKeygen(["-l", "-f", path])).output).toContain(key.fingerprint);
  expect(await readFile(`${path}.pub`, "utf8")).toBe(`${key.publicKey} ${principal}\n`);
});

test("is the same the next time, and stays out of allowed_signers when it was taken out", async () => {
  const configDir = await temporaryDirectory();
  const first = got(await loadOperatorKey({ configDir, principal }));
  await writeFile(join(configDir, "allowed_signers"), "# nobody\n");
  const second = got(await loadOperatorKey({ configDir, principal }));
  expect(second.publicKey).toBe(first.publicKey);
  expect(await readFile(join(configDir, "allowed_signers"), "utf8")).toBe("# nobody\n");
});

test("adds its line to a file that has no newline at its end", async () => {
  const configDir = await temporaryDirectory();
  await writeFile(join(configDir, "allowed_signers"), "# others");
  const { publicKey } = got(await loadOperatorKey({ configDir, principal }));
  expect(await readFile(join(configDir, "allowed_signers"), "utf8")).toBe(
    `# others\n${principal} namespaces="firebreak-session" ${publicKey}\n`,
  );
});

test("is one key however many ask for it at once", async () => {
  const configDir = await temporaryDirectory();
  const asked = Array.from({ length: 8 }, () => loadOperatorKey({ configDir, principal }));
  const keys = new Set((await Promise.all(asked)).map((each) => got(each).publicKey));
  expect(keys.size).toBe(1);
  expect((await readFile(join(configDir, "allowed_signers"), "utf8")).split("\n")).toHaveLength(2);
});

test("that ssh-keygen made is taken", async () => {
  const configDir = await temporaryDirectory();
  const path = join(configDir, "operator_ed25519");
  await sshKeygen(["-q", "-t", "ed25519", "-N", "", "-C", "a comment", "-f", path]);
  const key = got(await loadOperatorKey({ configDir, principal }));
  expect((await sshKeygen(["-y", "-f", path])).output).toContain(key.publicKey);
});

test.each([
  ["others may read it", (path: string) => chmod(path, 0o640), "chmod 600"],
  ["it is not a key", (path: string) => writeFile(path, "hello\n"), "move it away"],
  ["it is damaged", (path: string) => appendFile(path, "AAAA\n"), "move it away"],
] as const)("is refused with a hint when %s", async (_, spoil, hint) => {
  const configDir = await temporaryDirectory();
  got(await loadOperatorKey({ configDir, principal }));
  await spoil(join(configDir, "operator_ed25519"));
  const loaded = await loadOperatorKey({ configDir, principal });
  expect(loaded).toMatchObject({ ok: false, problem: { kind: "refused" } });
  expect(loaded.ok ? "" : loaded.problem.hint).toContain(hint);
});

test.each([
  ["with a passphrase", ["-t", "ed25519", "-N", "a passphrase"], "has a passphrase"],
  ["of another type", ["-t", "ecdsa", "-N", ""], "ecdsa-sha2-nistp256"],
])("is refused %s", async (_, options, words) => {
  const configDir = await temporaryDirectory();
  const path = join(configDir, "operator_ed25519");
  await sshKeygen(["-q", ...options, "-f", path]);
  const loaded = await loadOperatorKey({ configDir, principal });
  expect(loaded.ok ? "" : loaded.problem.message).toContain(words);
});

test.each(["", "two words", "a,b", "*", "#x", 'q"', "a\\b", "x\n"])(
  "%j is no principal",
  async (name) => {
    const configDir = await temporaryDirectory();
    expect(await loadOperatorKey({ configDir, principal: name })).toMatchObject({ ok: false });
    expect(await readdir(configDir)).toEqual([]);
  },
);

test("says what is wrong with a directory that cannot be", async () => {
  const file = join(await temporaryDirectory(), "file");
  await writeFile(file, "");
  const loaded = await loadOperatorKey({ configDir: join(file, "config"), principal });
  expect(loaded).toMatchObject({ ok: false, problem: { kind: "io" } });
});
