import { useState, useSyncExternalStore } from "react";
import { type Draft, forgetDraft, keepDraft, keptDraft, readDraft } from "./drafts";

/**
 * The body of a form that outlives the page until it is sent: what was typed, else the draft that this person left behind, else what the form begins with.
 * @param kept whose draft it is and for what; undefined for a form that begins with something that must not give way, such as a recorded call
 */
export function useDraft(body: string, kept: { person: string; target: string } | undefined) {
  const [typed, setTyped] = useState<string>();
  // As it was when the page was opened; what is typed meanwhile is in `typed`.
  const stored = useSyncExternalStore(
    noChanges,
    () => (kept ? keptDraft(kept.target) : null),
    () => null,
  );
  const draft: Draft | undefined = kept && readDraft(stored, kept.person);
  const forget = () => {
    if (kept) forgetDraft(kept.target);
  };
  return {
    text: typed ?? draft?.text ?? body,
    /** When the draft was left that is shown unchanged. */
    leftAt: typed === undefined ? draft?.at : undefined,
    type(text: string) {
      setTyped(text);
      if (kept) keepDraft(kept.target, { person: kept.person, at: new Date().toISOString(), text });
    },
    /** What is shown stays, and is no draft any more. */
    settle(text: string) {
      setTyped(text);
      forget();
    },
  };
}

function noChanges(): () => void {
  return () => undefined;
}
