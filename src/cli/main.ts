/** The command line: names and flags of the commands, each of which is loaded only when it is called. */
import { Command, CommanderError } from "commander";
import { neutralise } from "../model/neutralise.ts";
import { exitCode } from "./exit-code.ts";
import { type Io, removedDirectory } from "./io.ts";
import { report } from "./refusal.ts";
import { troubleOfSystem } from "./system-trouble.ts";

export async function main(
  args: readonly string[],
  version: string,
  home: string,
): Promise<number> {
  const io: Io = {
    // To open a stream loads a good part of Node, and few commands use all three.
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return survivingItsReader(process.stdout);
    },
    get stderr() {
      return survivingItsReader(process.stderr);
    },
    env: process.env,
    cwd: whereWeStand(),
    version,
    home,
  };
  let exit: number = exitCode.done;
  const program = describeCommands(io, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return (await isAllWritten()) ? exit : lostOutput(io, exit);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCode.usage;
    const trouble = troubleOfSystem(error);
    if (trouble === null) throw error;
    return report(io, trouble);
  }
}

function whereWeStand(): string {
  try {
    return process.cwd();
  } catch {
    return removedDirectory;
  }
}

/** Why output was lost, other than a reader that has seen enough. */
let lost: NodeJS.ErrnoException | null = null;

/** A reader that goes away (`| head`) must not take a running session along. */
function survivingItsReader(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.listeners("error").includes(onLost) ? stream : stream.on("error", onLost);
}

function onLost(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "EIO") lost = error;
}

async function isAllWritten(): Promise<boolean> {
  await new Promise((resolve) => process.stdout.write("", resolve));
  return lost === null;
}

function lostOutput(io: Io, exit: number): number {
  io.stderr.write(`firebreak: some of the output could not be written: ${lost?.message}\n`);
  return exit === exitCode.done ? exitCode.usage : exit;
}

const exitCodes = `
Exit codes: 0 done, 1 a step failed, 2 usage or a runbook that cannot run,
3 stopped and a person is needed, 4 denied by a guard, 5 the transcript could
not be written, 130 interrupted.
verify: 0 SEALED, 1 TAMPERED, 2 usage, 3 UNSEALED, 4 UNTRUSTED.
lint, policy check: 0 clean or warnings, 1 errors.
policy test: 0 all as expected, 1 a case is not.
approve: 0 signed, 1 not approved, 2 it cannot be, 130 interrupted.`;

function describeCommands(io: Io, done: (code: number) => void): Command {
  const program = new Command("firebreak")
    .description("Walks you through Markdown runbooks: guarded, with a way back, on the record.")
    .version(io.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(neutralise(text)),
    })
    .showHelpAfterError("(firebreak --help shows the commands)")
    .addHelpText("after", exitCodes)
    .hook("preAction", (_, command) => refuseBlank(command));

  program
    .command("run")
    .argument("<file>", "the runbook")
    .description("walk through a runbook; without a terminal, as far as low risk goes")
    .option("--auto", "headless: never ask, stop where a person is needed", false)
    .option("--max-risk <risk>", "ceiling of a headless run (default: low)")
    .option("--env <name>", "the environment you believe this is; it is checked")
    .option("--set <name=value>", "the value of an input; repeatable", collect, [])
    .option("--set-file <name=path>", "the value of an input, from a file; repeatable", collect, [])
    .option("--only <id...>", "just these steps")
    .option("--from <id>", "this step and what comes after it")
    .option("--dry-run", "say what would be done; run and write nothing", false)
    .option("--json", "headless, with the events as JSON lines on stdout", false)
    .option(
      "--config <file>",
      "the policy file (default: firebreak.yaml, upwards from the runbook)",
    )
    .option("--state-dir <dir>", "where sessions are kept")
    .action(async (file, options) => done(await (await import("./run.ts")).run(io, file, options)));

  program
    .command("resume")
    .argument("[session]", "its id (default: the latest that is not finished)")
    .description("go on with a session that stopped or was cut off")
    .option("--auto", "headless: never ask, stop where a person is needed", false)
    .option("--max-risk <risk>", "ceiling of a headless run (default: low)")
    .option("--env <name>", "the environment you believe this is; it is checked")
    .option("--json", "headless, with the events as JSON lines on stdout", false)
    .option("--config <file>", "the policy file (default: the one the session was opened with)")
    .option("--state-dir <dir>", "where sessions are kept")
    .action(async (session, options) =>
      done(await (await import("./resume.ts")).resume(io, session, options)),
    );

  program
    .command("approve")
    .argument(
      "<request>",
      "the request: a file, `-` for standard input, or a session of this machine",
    )
    .description("approve a step that somebody else runs: shows what it is, asks, and signs")
    .option("--as <name>", "the name that the policy knows you by (default: your own)")
    .option("--key <file>", "your private key (default: the operator's key)")
    .option("--out <file>", "where the approval goes (default: beside the request, else stdout)")
    .option("--state-dir <dir>", "where sessions are kept")
    .action(async (request, options) =>
      done(await (await import("./approve.ts")).approve(io, request, options)),
    );

  program
    .command("list")
    .argument("[dir]", "where to look", ".")
    .description("the runbooks below a directory")
    .action(async (directory) => done(await (await import("./list.ts")).list(io, directory)));

  program
    .command("show")
    .argument("<what>", "a runbook, a transcript or a session's id")
    .description("a runbook's steps, or a transcript as Markdown")
    .option("--graph <format>", "a runbook's graph instead: text, mermaid, dot or json")
    .option("--state-dir <dir>", "where sessions are kept")
    .action(async (what, options) =>
      done(await (await import("./show.ts")).show(io, what, options)),
    );

  program
    .command("explain")
    .argument("<file>", "the runbook")
    .argument("[step]", "the id of one step (default: all of them)")
    .description("what the steps would do, how risky that is and why; runs nothing")
    .option("--json", "as JSON", false)
    .action(async (file, step, options) =>
      done(await (await import("./explain.ts")).explain(io, file, step, options)),
    );

  program
    .command("lint")
    .argument("<paths...>", "runbooks, or directories of them")
    .description("what is wrong with runbooks, and what to do about it")
    .option("--format <format>", "text, json, sarif or github", "text")
    .option("--fix", "put right what is mechanical, and say what", false)
    .option("--threads <count>", "how many threads (default: as many as pay)")
    .option(
      "--config <file>",
      "the policy file (default: firebreak.yaml, upwards from each runbook)",
    )
    .action(async (paths, options) =>
      done(await (await import("./lint.ts")).lint(io, paths, options)),
    );

  program
    .command("annotate")
    .argument("<file>", "a Markdown document")
    .description("propose a title, inputs and annotations for a document, as a diff")
    .option("--write", "write them into the document instead", false)
    .action(async (file, options) =>
      done(await (await import("./annotate.ts")).annotate(io, file, options)),
    );

  program
    .command("verify")
    .argument("<transcript>", "a session.jsonl, its directory or a session's id")
    .description("what a transcript is worth: by whom, what, when")
    .option(
      "--allowed-signers <file>",
      "who you trust (default: allowed_signers in your configuration)",
    )
    .option("--json", "the verdict as JSON", false)
    .option("--state-dir <dir>", "where sessions are kept")
    .action(async (transcript, options) =>
      done(await (await import("./verify.ts")).verify(io, transcript, options)),
    );

  program
    .command("sessions")
    .description("what was run, newest first")
    .option("--json", "as JSON", false)
    .option("--state-dir <dir>", "where sessions are kept")
    .action(async (options) => done(await (await import("./sessions.ts")).sessions(io, options)));

  const policy = program
    .command("policy")
    .description("what a firebreak.yaml says: is it sound, and what follows from it?");

  policy
    .command("check")
    .argument("[file]", "the policy file (default: firebreak.yaml, here or above)")
    .description("whether a policy can be read, and what it says in vain")
    .action(async (file) => done(await (await import("./policy-check.ts")).policyCheck(io, file)));

  policy
    .command("test")
    .argument("<cases>", "a YAML file of cases")
    .description("whether the policy says of each case what the case expects")
    .option("--config <file>", "the policy file (default: what the cases name, or firebreak.yaml)")
    .action(async (cases, options) =>
      done(await (await import("./policy-test.ts")).policyTest(io, cases, options)),
    );

  policy
    .command("why")
    .argument("<file>", "the runbook")
    .argument("<step>", "the id of the step")
    .description("what every guard would say of a step, and by which line of the policy")
    .option("--env <name>", "the environment that is taken to be seen: no probe is sent")
    .option("--at <time>", "the time, such as 2026-11-20T16:00 (default: now)")
    .option("--set <name=value>", "the value of an input; repeatable", collect, [])
    .option("--set-file <name=path>", "the value of an input, from a file; repeatable", collect, [])
    .option("--json", "as JSON", false)
    .option(
      "--config <file>",
      "the policy file (default: firebreak.yaml, upwards from the runbook)",
    )
    .action(async (file, step, options) =>
      done(await (await import("./policy-why.ts")).policyWhy(io, file, step, options)),
    );

  program
    .command("schema")
    .argument("[name]", "frontmatter or policy", "frontmatter")
    .description("JSON Schema of what runbooks and firebreak.yaml hold, for editors")
    .action(async (name) => done(await (await import("./schema.ts")).schema(io, name)));

  program
    .command("init")
    .description("write a first firebreak.yaml and a first runbook here")
    .action(async () => done(await (await import("./init.ts")).init(io)));

  return program;
}

/** Nothing has a blank name, and an empty one would be taken for the directory that we stand in. */
function refuseBlank(command: Command): void {
  const blank = [
    ...command.registeredArguments
      .filter((_, at) => isBlank(command.processedArgs[at]))
      .map((one) => `argument '${one.name()}'`),
    ...command.options
      .filter((one) => isBlank(command.getOptionValue(one.attributeName())))
      .map(({ flags }) => `option '${flags}'`),
  ];
  const [first] = blank;
  if (first !== undefined) command.error(`error: ${first} is blank: a variable may have no value`);
}

function isBlank(value: unknown): boolean {
  return [value].flat().some((one) => typeof one === "string" && one.trim() === "");
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
