/** The newest checkpoint of a log that this browser has found to be good: what a log that was cut or rolled back cannot go behind. */
export interface KnownCheckpoint {
  /** Signed note. */
  note: string;
  /** The key that signed it. */
  vkey: string;
  /** When it was kept. */
  at: string;
}

/** The checkpoint that was kept of a log, if this browser keeps anything. @param origin name of the log */
export function readKnownCheckpoint(origin: string): KnownCheckpoint | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(origin)) ?? "null") as Partial<KnownCheckpoint> | null;
    const { at, note, vkey } = kept ?? {};
    return typeof note === "string" && typeof vkey === "string" && typeof at === "string"
      ? { note, vkey, at }
      : undefined;
  } catch {
    return undefined;
  }
}

export function keepCheckpoint(origin: string, checkpoint: KnownCheckpoint): void {
  try {
    localStorage.setItem(keyOf(origin), JSON.stringify(checkpoint));
  } catch {
    // Private windows may refuse storage: then the next check starts from nothing, and says so.
  }
}

function keyOf(origin: string): string {
  return `signalbox.checkpoint.${origin}`;
}
