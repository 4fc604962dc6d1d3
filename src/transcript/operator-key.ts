/** The operator's own key: who answers for a session. Made at first use, kept where only they can read it. */
import { sign } from "node:crypto";
import { appendFile, open, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemCode } from "../model/system-words.ts";
import { makeDirectory } from "./directory.ts";
import { generateKeyFile, parseKeyFile } from "./openssh-key.ts";
import { readAtMost } from "./read-at-most.ts";
import { namespace } from "./record.ts";
import { ok, problem, type Result, systemProblem } from "./result.ts";
import { blobOfRaw, fingerprintOf, publicKeyLine } from "./ssh-wire.ts";
import { createSshSignature } from "./sshsig.ts";
import { writeOnce } from "./write-once.ts";

export interface OperatorKey {
  /** Who signs, as `allowed_signers` names them. */
  readonly principal: string;
  /** `ssh-ed25519 AAAA…` */
  readonly publicKey: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
  /** An SSH signature in ASCII armour. */
  sign(namespace: string, message: string): Promise<string>;
}

export interface OperatorKeyOptions {
  /** Made with mode 0700 when it is not there. */
  readonly configDir: string;
  readonly principal: string;
}

/**
 * Loads `operator_ed25519` from the configuration directory. When there is none, makes one, its `.pub`,
 * and a line for it in `allowed_signers`.
 */
export async function loadOperatorKey(options: OperatorKeyOptions): Promise<Result<OperatorKey>> {
  const { configDir, principal } = options;
  if (!/^[^\s,"\\*?!#\p{Cc}][^\s,"\\*?!\p{Cc}]*$/u.test(principal)) {
    return problem(
      "refused",
      `"${principal}" cannot be the name of an operator`,
      "use a word without blanks, commas, quotes, backslashes, * ? or !",
    );
  }
  const path = join(configDir, "operator_ed25519");
  try {
    await makeDirectory(configDir);
    const made = await makeOnce(path, () => generateKeyFile(principal));
    const key = await readKey(path, principal, "move it away, and a new key is made");
    if (key.ok) await introduce(key.value, configDir, made);
    return key;
  } catch (error) {
    return systemProblem(error, `use the operator's key ${path}`);
  }
}

/** Whether this call made the file. */
async function makeOnce(path: string, text: () => string): Promise<boolean> {
  return !(await exists(path)) && (await writeOnce(path, text(), 0o600));
}

/** Uses a key that is there: OpenSSH's private key file, for Ed25519, without a passphrase. */
export async function readOperatorKey(
  path: string,
  principal: string,
): Promise<Result<OperatorKey>> {
  const mine = join(dirname(path), "firebreak_ed25519");
  const fitting = (made: string) =>
    "it takes an ssh-ed25519 key without a passphrase that the policy knows; " +
    `\`ssh-keygen -t ed25519 -N '' -f ${made}\` makes one, whose public half ` +
    "firebreak.yaml then has to name under people";
  try {
    return await readKey(path, principal, fitting(mine));
  } catch (error) {
    return systemCode(error) === "ENOENT"
      ? problem("refused", `there is no key ${path}`, fitting(path))
      : systemProblem(error, `use the key ${path}`);
  }
}

/** `instead` is what to do about a file that is no key to sign with. */
async function readKey(
  path: string,
  principal: string,
  instead: string,
): Promise<Result<OperatorKey>> {
  const file = await open(path, "r");
  try {
    const stats = await file.stat();
    const { mode, uid } = stats;
    const text = (await readAtMost(file, longestBytes))?.toString("utf8") ?? "";
    if (/^(ssh-|ecdsa-|sk-)\S+ /.test(text)) {
      return problem("refused", `${path} is the public half of a key`, secretHalfOf(path));
    }
    if ((mode & 0o077) !== 0) {
      // What a device or a pipe is for, others may need it for.
      if (!stats.isFile())
        return problem("refused", `${path} is no file with a key in it`, instead);
      return problem("refused", `Others may read or change the key ${path}`, `chmod 600 ${path}`);
    }
    if (uid !== process.getuid?.()) {
      return problem("refused", `The key ${path} belongs to somebody else`, "use your own key");
    }
    return keyFrom(text, path, principal, instead);
  } finally {
    await file.close();
  }
}

/** More than any key is long. */
const longestBytes = 64 * 1024;

function secretHalfOf(path: string): string {
  return path.endsWith(".pub")
    ? `give its private half, ${path.slice(0, -".pub".length)}`
    : "give its private half, the file that was made with it";
}

function keyFrom(
  text: string,
  path: string,
  principal: string,
  instead: string,
): Result<OperatorKey> {
  const parsed = parseKeyFile(text);
  switch (parsed.kind) {
    case "malformed":
      return problem("refused", `${path} is not an OpenSSH private key`, instead);
    case "encrypted": {
      const message = `The key ${path} has a passphrase, which cannot be asked for`;
      return problem("refused", message, instead);
    }
    case "otherType": {
      const message = `The key ${path} is of type ${parsed.type}, not ssh-ed25519`;
      return problem("refused", message, instead);
    }
    case "key": {
      const { privateKey, publicRaw } = parsed;
      const blob = blobOfRaw(publicRaw);
      return ok({
        principal,
        publicKey: publicKeyLine(blob),
        fingerprint: fingerprintOf(blob),
        sign: (purpose, message) =>
          createSshSignature(publicRaw, (data) => sign(null, data, privateKey), purpose, message),
      });
    }
  }
}

/**
 * Writes what others need to know the key. A line that its owner took out of `allowed_signers` stays out:
 * it is added for a new key, or with a new file, only.
 */
async function introduce(key: OperatorKey, configDir: string, made: boolean): Promise<void> {
  const publicFile = join(configDir, "operator_ed25519.pub");
  const signersFile = join(configDir, "allowed_signers");
  if (made || !(await exists(publicFile))) {
    await writeFile(publicFile, `${key.publicKey} ${key.principal}\n`, { mode: 0o644 });
  }
  const line = `${key.principal} namespaces="${namespace}" ${key.publicKey}\n`;
  if ((await makeOnce(signersFile, () => line)) || !made) return;
  const signers = await readFile(signersFile, "utf8");
  if (signers.includes(key.publicKey)) return;
  const newline = signers === "" || signers.endsWith("\n") ? "" : "\n";
  await appendFile(signersFile, `${newline}${line}`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await (await open(path, "r")).close();
    return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}
