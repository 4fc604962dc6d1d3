/** Text put into a document; nothing of what stands there is ever taken out. */

export interface SourceEdit {
  /** Offset in the source, in UTF-16 units. */
  readonly at: number;
  readonly text: string;
  /** What it says, in words for a person. */
  readonly says: string;
}

/** The source with all edits, in order of their places. */
export function applyEdits(source: string, edits: readonly SourceEdit[]): string {
  let text = "";
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.at - b.at)) {
    text += source.slice(from, edit.at) + edit.text;
    from = edit.at;
  }
  return text + source.slice(from);
}
