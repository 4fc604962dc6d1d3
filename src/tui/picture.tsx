/** Draws a frame with Ink and hands on what is pressed. The only React there is. */
import { Box, Text, type TextProps, useCursor, useInput, usePaste } from "ink";
import type { Frame } from "./frame.ts";
import { type Key, keyOf } from "./key.ts";
import type { Line, Tone } from "./line.ts";

interface Props {
  readonly frame: Frame;
  readonly colour: boolean;
  readonly press: (key: Key) => void;
}

export function FramePicture({ frame, colour, press }: Props) {
  useInput((input, inkKey) => {
    const key = keyOf(input, inkKey);
    if (key !== null) press(key);
  });
  usePaste((text) => press({ kind: "paste", text }));
  useCursor().setCursorPosition(frame.cursor ?? undefined);
  return (
    <Box flexDirection="column">
      {frame.lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its number
        <LineText key={row} line={line} colour={colour} />
      ))}
    </Box>
  );
}

function LineText({ line, colour }: { readonly line: Line; readonly colour: boolean }) {
  const style = colour ? coloured : colourless;
  return (
    <Text wrap="truncate">
      {/* An empty text would take no row at all. */}
      {line.length === 0 ? " " : null}
      {line.map(({ text, tone }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity of their own
        <Text key={index} {...style[tone]}>
          {text}
        </Text>
      ))}
    </Text>
  );
}

type Style = Pick<TextProps, "color" | "bold" | "dimColor" | "italic" | "underline" | "inverse">;

/** Without colour, what stands out does so by weight; the words say the rest in either case. */
const colourless: Readonly<Record<Tone, Style>> = {
  plain: {},
  strong: { bold: true },
  quiet: { dimColor: true },
  accent: { bold: true },
  good: {},
  warn: { bold: true },
  bad: { bold: true },
  alarm: { bold: true, inverse: true },
  code: {},
  value: { underline: true },
  emphasis: { italic: true },
};

/** Of the sixteen colours only those that can be read on a light ground and on a dark one. */
const coloured: Readonly<Record<Tone, Style>> = {
  ...colourless,
  accent: { color: "cyan", bold: true },
  good: { color: "green" },
  warn: { color: "yellow" },
  bad: { color: "red" },
  alarm: { color: "red", bold: true, inverse: true },
  code: { color: "cyan" },
  value: { color: "magenta", underline: true },
};
