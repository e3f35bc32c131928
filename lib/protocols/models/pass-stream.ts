import { isMeshError, type MeshError } from "@/lib/core/errors";
import type { HopResponse } from "@/lib/gateway/call";
import { upstreamError } from "@/lib/traffic/egress";
import type { Dialect } from "./dialect";
import { SseSplitter } from "./sse-splitter";

/** What becomes of a stream's events on the way to the caller. */
export interface EventPass {
  /** One event with its terminator. @returns what the caller gets for it; undefined for nothing */
  take(event: Buffer): Buffer | string | undefined;
  /** What is left to say once the upstream has ended. */
  end(): string;
}

/**
 * Passes a provider's stream on, event by event as they become whole. A stream that breaks ends with an error event of the vendor's format, so that the caller's SDK
 * raises it instead of taking a cut answer for a whole one.
 * @throws MeshError what broke the stream, after the event
 */
export async function* passStream(
  response: HopResponse,
  pass: EventPass,
  dialect: Dialect,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array | string> {
  const splitter = new SseSplitter();
  let broken: MeshError;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      const events = splitter.push(chunk).flatMap((event) => pass.take(event) ?? []);
      // One write for what came in one read.
      if (events.length > 0) yield joined(events);
    }
    const rest = splitter.rest();
    const last = rest.length > 0 ? pass.take(rest) : undefined;
    if (last) yield last;
    const end = pass.end();
    if (end !== "") yield end;
    return;
  } catch (err) {
    broken = isMeshError(err) ? err : upstreamError(err, signal);
  }
  if (broken.code !== "cancelled") yield dialect.errorEvent(broken);
  throw broken;
}

function joined(events: readonly (Buffer | string)[]): Buffer | string {
  const [only] = events;
  if (only !== undefined && events.length === 1) return only;
  return Buffer.concat(events.map((event) => (typeof event === "string" ? Buffer.from(event) : event)));
}
