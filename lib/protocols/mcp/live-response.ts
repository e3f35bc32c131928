import { log } from "@/lib/core/log";
import type { Principal } from "@/lib/identity/principal";
import { KEEPALIVE, STREAM_HEADERS } from "./wire/sse";

/** How often a stream asks whether its reader may still read, and says that it is alive, in milliseconds. */
const TICK_MS = 5000;
const KEEPALIVE_TICKS = 3;

export interface LiveStream {
  principal: Principal;
  /** Throws once the reader's badge is revoked or its rights are gone. */
  check: () => Promise<void> | void;
  /** Ends what feeds the stream. */
  close: () => void;
  headers?: Record<string, string>;
}

/**
 * A response that stays open. It ends with the badge that opened it, and within five seconds of a revocation or of a policy that says no: a client that still may comes back with a fresh badge. Pulled as fast as the
 * reader reads.
 */
export function liveResponse(source: AsyncGenerator<string>, stream: LiveStream): Response {
  const encoder = new TextEncoder();
  const endsAtMs = stream.principal.badge?.expiresAtMs ?? Number.POSITIVE_INFINITY;
  let pending: Promise<IteratorResult<string>> | undefined;
  let ticks = 0;
  const end = async () => {
    stream.close();
    await source.return(undefined);
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          pending ??= source.next();
          const next = await raceTick(pending, Math.min(TICK_MS, Math.max(0, endsAtMs - Date.now())));
          if (next === "tick") {
            if (!(await mayGoOn(stream, endsAtMs))) return finish(controller, end);
            ticks++;
            if (ticks % KEEPALIVE_TICKS !== 0) continue;
            controller.enqueue(encoder.encode(KEEPALIVE));
            return;
          }
          pending = undefined;
          if (next === "failed" || next.done) return finish(controller, end);
          controller.enqueue(encoder.encode(next.value));
          return;
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: 200, headers: { ...STREAM_HEADERS, ...stream.headers } });
}

async function mayGoOn(stream: LiveStream, endsAtMs: number): Promise<boolean> {
  if (Date.now() >= endsAtMs) return false;
  try {
    await stream.check();
    return true;
  } catch (err) {
    log.info({ err }, "an open MCP stream was ended: its reader may no longer read it");
    return false;
  }
}

function finish(controller: ReadableStreamDefaultController<Uint8Array>, end: () => Promise<void>): void {
  controller.close();
  end().catch((err: unknown) => log.debug({ err }, "a stream did not end cleanly"));
}

async function raceTick(
  next: Promise<IteratorResult<string>>,
  tickMs: number,
): Promise<IteratorResult<string> | "tick" | "failed"> {
  let timer: NodeJS.Timeout | undefined;
  const tick = new Promise<"tick">((resolve) => {
    timer = setTimeout(() => resolve("tick"), tickMs);
  });
  try {
    return await Promise.race([next.catch(() => "failed" as const), tick]);
  } finally {
    clearTimeout(timer);
  }
}
