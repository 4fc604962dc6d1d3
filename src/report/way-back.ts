/** What a report says about the way back: what is to be undone, and the files that are put back. */
import type { Artefact } from "../model/artefact.ts";
import type { EventOf } from "../model/event.ts";
import { countWords } from "../model/words.ts";
import { detail, type Entry, gap, headline, signs } from "./entry.ts";
import { noteEntries } from "./step-entries.ts";

type UndoEvent = EventOf<"undo.chosen" | "restore.started" | "restore.ended" | "restore.left">;

export function undoEntries(event: UndoEvent): readonly Entry[] {
  switch (event.type) {
    case "undo.chosen":
      return chosenEntries(event);
    case "restore.started": {
      const paths = event.artefacts.map(({ path }) => path).join(", ");
      return [gap, headline(signs.back, `${event.step}  putting back ${paths}`, "strong")];
    }
    case "restore.ended":
      return endedEntries(event);
    case "restore.left":
      return [
        headline(signs.failed, `${event.step}  its files are left as they are`, "warn"),
        ...noteEntries(event.note),
      ];
  }
}

function chosenEntries({ items }: EventOf<"undo.chosen">): Entry[] {
  const plan = items.map(({ step, artefacts, rollback }) => {
    const parts = [
      ...(artefacts.length > 0 ? [`put back ${countWords(countFiles(artefacts), "file")}`] : []),
      ...(rollback === null ? [] : [`run ${rollback}`]),
    ];
    return detail(`${step}: ${parts.length > 0 ? parts.join(", then ") : "nothing to undo"}`);
  });
  return [
    gap,
    headline(signs.back, `the way back: ${countWords(items.length, "step")}`, "strong"),
    ...plan,
  ];
}

/** A link and what it leads to are one file to the person who named it. */
function countFiles(artefacts: readonly Artefact[]): number {
  return new Set(artefacts.map(({ named }) => named)).size;
}

function endedEntries({ step, result }: EventOf<"restore.ended">): Entry[] {
  if (result.kind === "failed") {
    return [headline(signs.failed, `${step}  could not be put back`, "bad"), detail(result.reason)];
  }
  const files = result.files.flatMap(({ path, displaced, isNew }) => [
    detail(`put back ${path}`),
    ...(displaced === null ? [] : [detail(`what stood there is kept in ${displaced}`, "quiet")]),
    ...(isNew ? [detail(newFileWords, "warn")] : []),
  ]);
  return [...files, headline(signs.done, `${step}  put back`, "good")];
}

const newFileWords =
  "as a new file: extended attributes, access control lists and hard links are not back";
