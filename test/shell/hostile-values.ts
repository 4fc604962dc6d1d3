/** Values as nobody would wish for them. All that tries to run something runs `touch`, which is the trap. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import fc from "../support/properties.ts";

/** What no value can hold: `findValue()` refuses it wherever it would stand. */
const lost = ["\0", "\u0001", "\u007f"];

/** Anything a person could type, and above all what has a meaning to a shell. */
export const anyValue = fc
  .oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom(..."'\"\\$`!*?[]{}()<>|&;#~=%-+,/. \n\t\raE1é"), { maxLength: 12 })
      .map((characters) => characters.join("")),
    fc.constantFrom(
      ...["\u0001", "\u007f", "a\u0001b\u007fc", "\\\n", "\r\n", "${HOME}", "~", "!!", "-n", ""],
      ...["!$", "^a^b", "~root", "~+", "{a,b}", "{1..3}", "[a-z]", "*(N)", "\u001b[31m", "\u202e"],
      ...[
        "=touch",
        ":h",
        "[1]",
        "[$(touch x)]",
        "\u0081\u0088",
        "e\u0301",
        "👩‍👩‍👧",
        "\ud83c\uddea",
      ],
    ),
  )
  .filter((text) => text.isWellFormed() && !lost.some((character) => text.includes(character)));

const openings = [
  ...["", "'", '"', "`", "\n", "\\", ";", "|", "&", ")", "))", "}", "]]", "\nE\n", "'\"", "x "],
  ...["*", ";;", "esac\n", "done;", "$(", "a[", "\\'", "x=", "--", "#\n", "1 ", "$'", "(", "E\n"],
];
const payloads = [
  ...["touch x", "$(touch x)", "`touch x`", "; touch x;", "|touch x|", "a[$(touch x)]"],
  ...["${x:-$(touch x)}", "\ntouch x\n", ': > "$TRAP"', "touch", "$IFS", "{touch,x}"],
];
const closings = [
  ...["", " #", "'", '"', "`", ")", "))", "}", "]]", "]", "\n", ";", "(", "\nE\n", "\\", " '"],
];

/** Values that try to break out of where they stand, and tame ones that pass where only those do. */
export const hostileValue = fc.oneof(
  fc
    .tuple(fc.constantFrom(...openings), fc.constantFrom(...payloads), fc.constantFrom(...closings))
    .map((parts) => parts.join("")),
  fc.constantFrom(
    ...["touch", "E", "a=b", "PATH=x", "12", "0", "x.y/z", "1,e", "a@b:c", "+", "%", "x-y"],
  ),
  anyValue,
);

/** Of characters that need no quotes: these get to where no quotes can be put. */
const tameValue = fc.oneof(
  fc.constantFrom(
    ...["touch", "../bin/touch", "e:touch:", "+touch", "=touch", "x=touch", "touch,x", "a,b"],
    ...["E", "done", "esac", "fi", "then", "do", "time", "in", "1", "010", "08", "9".repeat(20)],
    ...["1..3", "a..c", "%1", "@", "+", ".", "..", "/", ":", "1e3", "0x1f", "a=b", "PATH=.", "2"],
  ),
  fc
    .array(fc.constantFrom(..."abE019_./:@%+=,-"), { minLength: 1, maxLength: 8 })
    .map((characters) => characters.join("")),
  fc.nat({ max: 999 }).map(String),
);

const longValue = fc
  .tuple(fc.constantFrom("a", "'", "é", "$(touch x)", " ", "\\"), fc.nat({ max: 4000 }))
  .map(([text, times]) => text.repeat(times));

export const value = fc.oneof(
  { weight: 20, arbitrary: hostileValue },
  { weight: 20, arbitrary: tameValue },
  { weight: 1, arbitrary: longValue },
);
