import type { MeaningUse } from "@/lib/registry/meaning/meaning-use.schema";
import { formatCount } from "../format/format-count";
import classes from "./catalog.module.css";

/** What came of searching by meaning: that the order is another one, or why words were looked for instead. */
export function MeaningNote({ use }: { use: MeaningUse | null }) {
  if (!use) return null;
  return (
    <p className={classes.meaning} role="status">
      {wordsFor(use)}
    </p>
  );
}

function wordsFor({ state, read, of }: MeaningUse): string {
  switch (state) {
    case "used":
      return "By meaning, the closest first.";
    case "reading":
      return `By meaning, the closest first. ${formatCount(read)} of ${formatCount(of)} assets have been read so far; the others come as they are read.`;
    case "off":
      return "This mesh searches by words only: the search by meaning is switched off (SIGNALBOX_MEANING).";
    case "failed":
      return "The search by meaning does not answer, so the words were looked for.";
    default:
      return state satisfies never;
  }
}
