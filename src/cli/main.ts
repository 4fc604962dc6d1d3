/** Placeholder of the command line: knows --version and --help, and no command yet. */

const usage = `Usage: firebreak [--version] [--help] <command>

Turns Markdown runbooks into guarded, recorded operations.
`;

export async function main(args: readonly string[], version: string): Promise<number> {
  if (args.includes("--version") || args.includes("-V")) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(usage);
    return 0;
  }
  process.stderr.write(usage);
  return 2;
}
