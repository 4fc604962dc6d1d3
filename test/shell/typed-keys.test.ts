/** What is typed into another terminal: names of keys, text, and what nobody can know of both. */
import { expect, it } from "vitest";
import { moduleWords } from "../../src/shell/ansible-words.ts";
import { hexKeyOf, keyOf, stuffed, typedBy } from "../../src/shell/typed-keys.ts";
import fc from "../support/properties.ts";

it.each([
  ["Enter", "\n"],
  ["kpenter", "\n"],
  ["C-m", "\n"],
  ["c-J", "\n"],
  ["^M", "\n"],
  ["0x0d", "\n"],
  ["Space", " "],
  ["C-l", ""],
  ["C-u", "\n"],
  ["Tab", "\0"],
  ["BSpace", "\0"],
  ["F12", "\0"],
  ["M-x", "\0"],
  ["C-S-Left", "\0"],
  ["^D", "\0"],
  ["MouseDown1Pane", "\0"],
  ["Enter ", "Enter "],
  ["C-foo", "C-foo"],
  ["^", "^"],
  ["Enterprise", "Enterprise"],
  ["up date", "up date"],
])("%s is %j", (argument, typed) => {
  expect(keyOf(argument)).toBe(typed);
});

it.each([
  ["ls^M", "ls\n"],
  ["ls\\n", "ls\n"],
  ["ls\\015", "ls\r"],
  ["a\\\\n", "a\\n"],
  ["ls^C", "ls\0"],
  ["ls\\t", "ls\0"],
])("screen stuffs %s as %j", (text, typed) => {
  expect(stuffed(text)).toBe(typed);
});

it("reads numbers of characters", () => {
  expect(["6c", "0x73", "0a", "zz", "ffffff"].map(hexKeyOf)).toEqual(["l", "s", "\n", "\0", "\0"]);
});

it.each([
  ["ls\nrm x\n", "ls\nrm x", false],
  ["ls\0\n", "ls", true],
  ["ls\tx", "lsx", true],
  ["\0", "", false],
  ["\0\n", "", true],
  ["echo !!\n", "echo !!", true],
  ["test a != b\n", "test a != b", false],
])("%j is the code %j", (keys, code, isOpen) => {
  expect(typedBy(keys)).toEqual({ code, isOpen });
});

it("loses no text on its way, and adds none", () => {
  const text = fc.stringMatching(/^[a-z]{2}[ -~]{0,20}[ ][ -~]{0,20}\.$/);
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (lines) => {
      const keys = lines.flatMap((line) => [keyOf(line), keyOf("Enter")]);
      expect(typedBy(keys.join("")).code).toBe(lines.join("\n"));
    }),
  );
});

it("keeps all that ansible runs but what says how, whatever the text", () => {
  const part = fc.constantFrom(
    "rm",
    " ",
    '"',
    "'",
    "\\",
    "chdir=/srv",
    "cmd=",
    "a",
    ";",
    "{",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join("");
      const read = moduleWords(text);
      if (read === null || /(chdir|cmd)=/.test(text)) return;
      expect(read.codes.join("").trim()).toBe(text.trim());
    }),
  );
});
