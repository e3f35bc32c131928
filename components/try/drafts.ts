const PREFIX = "signalbox.try:";
/** A body larger than this is not kept: the browser's store is for words that a person typed. */
const MOST_CHARS = 200_000;

/** What somebody typed and did not send. */
export interface Draft {
  /** Id of the person: nobody else sees it, even in the same browser. */
  person: string;
  /** When it was typed, ISO 8601. */
  at: string;
  text: string;
}

/** The draft as it is kept, or null; text, so that it is the same value for as long as it does not change. */
export function keptDraft(target: string): string | null {
  try {
    return localStorage.getItem(PREFIX + target);
  } catch {
    return null;
  }
}

/** Reads what was kept. Undefined for another person's, and for what no longer reads. */
export function readDraft(kept: string | null, person: string): Draft | undefined {
  try {
    const draft = JSON.parse(kept ?? "null") as Partial<Draft> | null;
    if (draft?.person !== person || typeof draft.text !== "string" || typeof draft.at !== "string")
      return undefined;
    return { person, at: draft.at, text: draft.text };
  } catch {
    return undefined;
  }
}

export function keepDraft(target: string, draft: Draft): void {
  try {
    if (draft.text.length > MOST_CHARS) localStorage.removeItem(PREFIX + target);
    else localStorage.setItem(PREFIX + target, JSON.stringify(draft));
  } catch {
    // A full or closed store: then the draft lasts as long as the page.
  }
}

export function forgetDraft(target: string): void {
  try {
    localStorage.removeItem(PREFIX + target);
  } catch {
    // Nothing was kept either.
  }
}

/** Before somebody signs out: what they typed stays with nobody. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept either.
  }
}
