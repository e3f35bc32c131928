import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { log } from "@/lib/core/log";

/** Somebody outside the database who is told each new checkpoint. That is what a cut or restored database is told by. */
export interface Witness {
  /** Takes note and returns at once; the log never waits for a witness. */
  tell(note: string): void;
  /** Tries once more to deliver what is not delivered yet. */
  close(): Promise<void>;
}

export interface WitnessOptions {
  /** Least time between two deliveries, in milliseconds. */
  gapMs?: number;
  /** The pause after the first failure, in milliseconds; doubles with each further one up to a minute. */
  retryMs?: number;
}

const MAX_RETRY_MS = 60_000;

/**
 * Delivers the newest checkpoint, one at a time, again until it has arrived. An older one that a newer has overtaken is left out: who holds the newer one can check everything before it.
 * @param name where it goes, for the log of the process
 */
export function createWitness(
  name: string,
  deliver: (note: string) => Promise<void>,
  options: WitnessOptions = {},
): Witness {
  const { gapMs = 0, retryMs = 1_000 } = options;
  let newest: string | undefined;
  let failures = 0;
  let closing = false;
  let working: Promise<void> | undefined;
  let wake: (() => void) | undefined;

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (ms <= 0 || closing) return resolve();
      const timer = setTimeout(resolve, ms);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const work = async () => {
    for (let note = newest; note !== undefined; note = newest) {
      try {
        await deliver(note);
        if (failures > 0) log.info({ witness: name }, "checkpoints reach their witness again");
        failures = 0;
        if (newest === note) newest = undefined;
        await rest(gapMs);
      } catch (err) {
        if (failures === 0)
          log.warn({ err, witness: name }, "a checkpoint did not reach its witness; trying again");
        failures += 1;
        if (closing) return;
        // Full jitter over the upper half, so that replicas do not come together.
        await rest(Math.min(MAX_RETRY_MS, retryMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2));
      }
    }
  };
  const start = () => {
    working ??= work().finally(() => {
      working = undefined;
    });
    return working;
  };
  return {
    tell(note) {
      newest = note;
      if (!closing) void start();
    },
    async close() {
      closing = true;
      wake?.();
      await (working ?? (newest === undefined ? undefined : start()));
    },
  };
}

/** Keeps the newest checkpoint in a file, whole and on the disk: after a power failure it is the old one or the new one. */
export function fileWitness(path: string): Witness {
  return createWitness(path, async (note) => {
    const draft = `${path}.${process.pid}.new`;
    const file = await open(draft, "w", 0o644);
    try {
      await file.writeFile(note);
      await file.sync();
    } finally {
      await file.close();
    }
    // A disk that says it wrote what it did not must not replace a whole checkpoint with half of one.
    if ((await readFile(draft, "utf8")) !== note)
      throw new Error("the checkpoint's file is not what was written");
    await rename(draft, path);
    // The rename itself is on the disk once its folder is.
    const folder = await open(dirname(path), "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  });
}
