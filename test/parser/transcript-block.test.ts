/** Which lines of a copied session were typed, and which were printed. */
import { describe, expect, test } from "vitest";
import { splitTranscript, strayPrompt } from "../../src/parser/transcript-block.ts";
import fc, { cases } from "../support/properties.ts";

function split(block: string, isSession = true) {
  const found = splitTranscript(block, isSession);
  return found && [found.code, found.shown];
}

describe("a session", () => {
  const table: [name: string, block: string, code: string, shown: string][] = [
    ["one command", "$ ls", "ls", ""],
    ["its output", "$ ls\na b\n$ pwd\n/tmp", "ls\npwd", "a b\n/tmp"],
    ["a variable at the start", "$ cat x\n$HOME/x", "cat x", "$HOME/x"],
    ["a host", "op@web-1:~$ uptime\nop@web-1:/etc$ ls", "uptime\nls", ""],
    ["a bracketed host", "[op@web-1 ~]$ uptime\n 3:04 up", "uptime", " 3:04 up"],
    ["root at a host", "root@web-1:/# ls", "ls", ""],
    ["an environment before it", "(venv) op@web-1:~$ pip list", "pip list", ""],
    ["a backslash", "$ curl \\\n  -s x\nok", "curl \\\n  -s x", "ok"],
    ["a backslash and `> `", "$ curl \\\n> -s x\nok", "curl \\\n-s x", "ok"],
    ["a quote", '$ echo "a\n> b"\na\nb', 'echo "a\nb"', "a\nb"],
    ["a heredoc", "$ cat <<EOF\n> a\n> EOF\na", "cat <<EOF\na\nEOF", "a"],
    ["a heredoc as it is", "$ cat <<'E'\na > b\nE\na > b", "cat <<'E'\na > b\nE", "a > b"],
    [
      "a loop",
      "$ for x in a b; do\n  echo $x\ndone\na\nb",
      "for x in a b; do\n  echo $x\ndone",
      "a\nb",
    ],
    ["a pipe", "$ ls |\nwc -l\n3", "ls |\nwc -l", "3"],
    ["a quote that never ends", "$ echo it's\nit s\n$ ls", "echo it's\nls", "it s"],
    ["a quoted reply", "$ mail\n> not typed", "mail", "> not typed"],
    ["an empty prompt", "$ ls\na\n$ ", "ls", "a"],
    ["remarks", "# List them\n$ ls\na\n# Again\n$ ls", "# List them\nls\n# Again\nls", "a"],
    ["a remark that was printed", "$ curl x\n# HELP a\na 1", "curl x", "# HELP a\na 1"],
    ["root's prompt", "# systemctl restart x\n# ls /tmp\na", "systemctl restart x\nls /tmp", "a"],
    ["root's prompt after sudo", "$ sudo -i\n# ls /tmp", "sudo -i\nls /tmp", ""],
    ["no root without it", "$ oc debug x\n# ls /tmp", "oc debug x", "# ls /tmp"],
    ["a remark like a command", "# make sure it is up\n$ ls", "# make sure it is up\nls", ""],
    [
      "no prompts at all",
      "# first\nkubectl get pods\ndf -h",
      "# first\nkubectl get pods\ndf -h",
      "",
    ],
    ["indentation", "    $ ls\n    a", "ls", "    a"],
  ];
  test.each(table)("with %s", (_name, block, code, shown) => {
    expect(split(block)).toEqual([code, shown]);
  });

  test.each([
    "NAME READY\na 1/1",
    "rate(x[5m]) > 0",
    "# find out what it is",
    "",
    "kubectl edit x\n...",
  ])("cannot be made of %j", (block) => {
    expect(split(block)).toBeNull();
  });
});

describe("a block of shell code", () => {
  test("is a session when its first command has a prompt", () => {
    expect(split("$ ls\na", false)).toEqual(["ls", "a"]);
    expect(split("# look\n$ ls", false)).toEqual(["# look\nls", ""]);
    expect(split("ls\n$ ls", false)).toBeNull();
    expect(split("$HOME/x", false)).toBeNull();
    expect(split("# ls /tmp", false)).toBeNull();
  });

  test("may hold a prompt that stands alone", () => {
    expect(strayPrompt("ls\n  $ ls")).toBe(5);
    expect(strayPrompt("ls\n$HOME/x")).toBeNull();
    expect(strayPrompt("cat <<E\n$ ls\nE")).toBeNull();
  });
});

test("a printed line like a command is doubtful, and so is another machine's prompt", () => {
  expect(splitTranscript("$ cd x\nmake -j2 all", false)?.doubtful).toEqual([7]);
  expect(splitTranscript("$ ssh b\nroot@b:~# ls", false)?.elsewhere).toBe(8);
  expect(splitTranscript("a@b:~$ ls\na@b:/x$ ls", false)?.elsewhere).toBeNull();
});

test("every character of the code stands in the block, and nothing is in code and output both", () => {
  const line = fc.constantFrom(
    ...[
      "$ ls",
      "# df -h",
      "a b",
      "> c",
      '$ echo "',
      '"',
      "$ cat <<E",
      "E",
      "ls \\",
      "",
      "  $ x |",
      "a@b:~$ ls",
    ],
  );
  const blocks = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(blocks, fc.boolean(), (block, isSession) => {
      const found = splitTranscript(block, isSession);
      if (!found) return;
      for (const [offset, character] of [...found.code].entries()) {
        expect(block[found.toBlock(offset)]).toBe(character);
      }
      expect(found.code.length + found.shown.length).toBeLessThanOrEqual(block.length + 1);
    }),
    cases(200),
  );
});
