/**
 * Where code says another thing to the shell that reads it than to bash, as whose it is parsed. Two readings part at
 * something that one of the two shells alone has: up to there, what bash sees is what is there.
 */
import type { Command, SyntaxNode, TestCommand } from "unbash";

/**
 * Who reads a text as code. `any`: what `sh` is on some machine, or the shell of somebody's login. Dash and bash are
 * among these.
 */
export type Reader = "bash" | "zsh" | "any";

export function readerOf(shell: string): Reader {
  return readers.get(shell) ?? "any";
}

const readers: ReadonlyMap<string, Reader> = new Map([
  ["bash", "bash"],
  ["rbash", "bash"],
  ["zsh", "zsh"],
]);

/** Whether a text has something behind which its reader may see commands where bash sees none. */
export function isReadOtherwise(reader: Reader, text: string): boolean {
  if (reader === "bash") return false;
  return (reader === "zsh" ? toZsh : toAny).test(text);
}

function oneOf(all: readonly RegExp[]): RegExp {
  return new RegExp(all.map(({ source }) => source).join("|"));
}

/** What zsh keeps in tables: `functions[name]=code`. */
const zshTables =
  /\b(?:dis_)?(?:functions|[gs]?aliases|commands)(?:\[(?:[^\]]*\]\+?=|["']?[A-Za-z_]\w)|\+?=\()/;

const toAny = oneOf([
  // `$'it\'s'`: without the `$`, the quote ends at the backslash.
  /\$(?:\\\n)*'(?:[^'\\]|\\[^'])*\\'/,
  // `<<$'E'`: the document ends at `$E`.
  /(?<!<)<<-?[ \t]*[^\s;|&<]*\$['"]/,
  // `$[a > b]` is a word, and what is behind it.
  /\$\[/,
  // `{--dry-run,-v}` is no option.
  /(?:^|\s)\{(?:\S*[{,])?-/,
  // `${(e)x}`, `${x::=value}`
  /\$\{\(|\$\{[^{}]*::=/,
  zshTables,
]);

const toZsh = oneOf([
  // `*(e:code:)`
  /[*?+@!]\(/,
  // `${(e)x}`, `$=x`, `$x[1]`, `$x:h`
  /\$\{?[=~^+]|\$\{\(|\$\w+(?:\[|:[a-zA-Z&])/,
  // `${x::=value}`
  /::=/,
  // `=name`, `=(code)`
  /(?:^|[\s;&|(])=[\w(/]/,
  // `>! file`
  />!/,
  // `x[ | command ]=1`
  /(?:^|[\n;&|({])\s*[A-Za-z_]\w*\[[^\]]*(?:[<>|&;]|(?<!\$\(?)\()/,
  // `{command}`
  /(?:^|[\n;&|({])\s*\{\w/,
  zshTables,
  // At the end, it is nothing.
  /\\$/,
  // `noglob command`, `- command`
  /(?:^|[\s;&|(])(?:noglob|nocorrect|repeat)\s|(?:^|[\n;&|(])\s*-\s/,
]);

/** A function that zsh calls by itself, at any time. */
export function isHook(reader: Reader, name: string): boolean {
  return (
    reader !== "bash" &&
    /^(TRAP[A-Z]+\d*|chpwd|precmd|preexec|periodic|zshexit|zshaddhistory)$/.test(name)
  );
}

/** What zsh alone has that sets the variables which are named there. */
export function setsInZsh(reader: Reader, name: string): boolean {
  return reader !== "bash" && zshSetters.has(name);
}

const zshSetters: ReadonlySet<string> = new Set(
  (
    "integer float private print getln vared zparseopts zformat zstyle zregexparse strftime sysread sysopen " +
    "sysseek zselect zstat ztie zcurses ztcp zsocket zprof emulate"
  ).split(" "),
);

/** Code that a shell without the syntax of `node` may find there. */
export interface Other {
  readonly text: string;
  /** Whether another process runs it. */
  readonly isForked: boolean;
  /** Whether it is all that there is to it: a here-document begins elsewhere. */
  readonly isWhole: boolean;
}

/** Null where that is nothing, and where it is an error. `text` is what the node leads into. */
export function otherReading(node: SyntaxNode, text: string): Other | null {
  switch (node.type) {
    case "Command":
      return fromSubscript(node, text) ?? behindBackground(node, text);
    case "ArithmeticCommand": {
      const inner = text.slice(node.pos + 2, node.end - 2);
      return { text: inner, isForked: true, isWhole: !inner.includes("<<") };
    }
    case "TestCommand":
      return asWords(node, text);
    default:
      return null;
  }
}

/** `x[ | command ]=1`: to a shell without arrays, `x[` is a command that is not there, in a pipe. */
function fromSubscript({ prefix, pos, end }: Command, text: string): Other | null {
  for (const part of prefix) {
    const index = part.type === "Assignment" ? part.index : undefined;
    if (!index || !/[<>&|;()\n]/.test(index.text.replace(quoted, ""))) continue;
    const words = `${text.slice(pos, part.pos)}:${text.slice(index.pos, end)}`;
    return { text: words, isForked: false, isWhole: true };
  }
  return null;
}

const quoted = /'[^']*'|"[^"]*"|\\.|\$\(\([^()]*\)\)|\$\([^()]*\)|\$\{[^}]*\}/gs;

/** `true &>/dev/null command`: runs `true` in the background, and then the command. */
function behindBackground(node: Command, text: string): Other | null {
  const redirect = node.redirects.find(isBoth);
  if (!redirect || redirect.pos === node.pos) return null;
  const first = node.suffix.find(({ type, pos }) => type !== "Redirect" && pos > redirect.pos);
  // No program is called like an option.
  if (!first || text[first.pos] === "-") return null;
  return { text: text.slice(redirect.pos + 1, node.end), isForked: false, isWhole: true };
}

/** `[[ a > b && c ]]`: `[[` is a command that is not there, with a redirection, and `c` is another. */
function asWords({ pos, end, expression }: TestCommand, text: string): Other | null {
  const inner = text.slice(pos + 2, end - 2);
  if (!/[<>&|;\n]/.test(inner)) return null;
  const root = expression.type === "TestNot" ? expression.operand : expression;
  // A bracket within a command is an error.
  const isPattern = root.type === "TestBinary" && root.operator === "=~";
  if (isPattern && /^[^'"`\\;&<>\n]*(?<!\$)\(/.test(root.right.text)) return null;
  const words = inner.replace(/(&&|\|\||\n)((?:\s*!)*\s*)-\w+(?=\s)/g, "$1$2:");
  return { text: `:${words}`, isForked: false, isWhole: true };
}

/** Whether it may be left undone, or be done by another process: what it sets is not there afterwards. */
export function maySetNothing(node: SyntaxNode): boolean {
  if (node.type === "Redirected") return node.redirects.some(isBoth);
  if (node.type !== "Command") return false;
  const name = node.name?.value ?? "";
  return (
    bashOnly.has(name) ||
    (name === "printf" && node.suffix.some((part) => part.type === "Word" && part.text === "-v")) ||
    node.redirects.some(isBoth) ||
    node.prefix.some((part) => part.type === "Assignment" && part.append === true)
  );
}

const bashOnly: ReadonlySet<string> = new Set(
  "builtin declare let mapfile popd pushd readarray shopt typeset".split(" "),
);

function isBoth({ operator }: { readonly operator?: string }): boolean {
  return operator === "&>" || operator === "&>>";
}
