import { isMeshError, type MeshError } from "@/lib/core/errors";
import type { HopResponse } from "@/lib/gateway/call";
import { upstreamError } from "@/lib/traffic/egress";
import type { Dialect, StreamReader } from "./dialect";
import { SseSplitter } from "./sse-splitter";

/**
 * Passes a provider's stream on, event by event as they become whole, unchanged. A stream that breaks ends with an error event of the vendor's format, so that the caller's SDK
 * raises it instead of taking a cut answer for a whole one.
 * @throws MeshError what broke the stream, after the event
 */
export async function* passStream(
  response: HopResponse,
  reader: StreamReader,
  dialect: Dialect,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array | string> {
  const splitter = new SseSplitter();
  let broken: MeshError;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      const events = splitter.push(chunk).filter((event) => reader.read(event));
      // One write for what came in one read.
      if (events.length > 0) yield events.length === 1 ? (events[0] as Buffer) : Buffer.concat(events);
    }
    const rest = splitter.rest();
    if (rest.length > 0 && reader.read(rest)) yield rest;
    return;
  } catch (err) {
    broken = isMeshError(err) ? err : upstreamError(err, signal);
  }
  if (broken.code !== "cancelled") yield dialect.errorEvent(broken);
  throw broken;
}
