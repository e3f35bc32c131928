import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { replayFields } from "../replay/replay-search";

/** What the address of the list of policies says. */
export const policiesSearch = {
  q: parseAsString.withDefault(""),
  domain: parseAsString.withDefault(""),
};

export const EDITOR_TABS = ["words", "tests", "replay", "diff"] as const;
export type EditorTab = (typeof EDITOR_TABS)[number];

/** What the address of a policy's editor says. A replay keeps its draft, so its address opens the draft as well. */
export const editorSearch = {
  tab: parseAsStringLiteral(EDITOR_TABS).withDefault("words"),
  replay: replayFields.id,
  decisions: replayFields.newest,
  range: replayFields.range,
  change: parseAsStringLiteral(["newlyDenied", "newlyAllowed", "newlyHeld"] as const),
};

export const loadEditorSearch = createLoader(editorSearch);
