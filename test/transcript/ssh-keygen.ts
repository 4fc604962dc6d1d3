/** The real `ssh-keygen`, which has the last word on what is a good signature. */
import { execa } from "execa";

const program = "ssh-keygen";

export interface Answer {
  readonly exitCode: number;
  readonly output: string;
}

export async function sshKeygen(parameters: readonly string[], input = ""): Promise<Answer> {
  const { exitCode, all } = await execa(program, parameters, {
    input,
    all: true,
    reject: false,
    stripFinalNewline: false,
  });
  if (exitCode === undefined) throw new Error("ssh-keygen cannot run: install openssh-client");
  return { exitCode, output: all };
}
