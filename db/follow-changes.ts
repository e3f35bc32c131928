import type { Sql } from "postgres";
import { MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";

export interface FollowOptions {
  sql: Sql;
  /** NOTIFY channel that says "something changed". */
  channel: string;
  /** How often to look anyway, in milliseconds: a notification can be lost with its connection. */
  pollMs: number;
  /** Reads what is new. Runs one at a time. */
  read: () => Promise<void>;
  /** Gets the text of each notification before `read` runs. */
  onNotify?: (payload: string) => void;
}

/** A reading that goes on until it is closed. */
export interface Follower {
  /** Reads now; resolves when everything committed before this call has been read. @throws what `read` throws */
  refresh(): Promise<void>;
  /** Milliseconds since the start of the last reading that succeeded. */
  ageMs(): number;
  close(): Promise<void>;
}

/** A reading that hangs on a dead connection must not block the next one for longer than this. */
const READ_DEADLINE_MS = 5_000;

/**
 * Keeps a copy of some rows fresh: reads once before it returns, then at each notification and every `pollMs`.
 * @throws what the first `read` throws
 */
export async function followChanges(options: FollowOptions): Promise<Follower> {
  let lastReadAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  let queued: Promise<void> | undefined;
  let closed = false;

  const readOnce = async () => {
    const startedAt = performance.now();
    await withDeadline(options.read());
    lastReadAt = startedAt;
  };
  /** A caller during a reading needs the one after it: the running one may have looked before the caller's commit. */
  const refresh = (): Promise<void> => {
    if (!running) {
      running = readOnce().finally(() => {
        running = undefined;
      });
      return running;
    }
    queued ??= running
      .catch(() => {})
      .then(() => {
        queued = undefined;
        return refresh();
      });
    return queued;
  };
  const look = () => {
    if (closed) return;
    refresh().catch((err: unknown) => {
      if (!closed) log.warn({ err, channel: options.channel }, "changes cannot be read");
    });
  };

  await refresh();
  const subscription = await options.sql.listen(
    options.channel,
    (payload) => {
      options.onNotify?.(payload);
      look();
    },
    look,
  );
  const timer = setInterval(look, options.pollMs);
  timer.unref();
  return {
    refresh,
    ageMs: () => performance.now() - lastReadAt,
    async close() {
      closed = true;
      clearInterval(timer);
      // The connection may be gone already; then there is nothing left to end.
      await subscription.unlisten().catch(() => {});
      await running?.catch(() => {});
    },
  };
}

async function withDeadline(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new MeshError("unavailable", "The database did not answer in time.")),
      READ_DEADLINE_MS,
    );
    timer.unref();
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
