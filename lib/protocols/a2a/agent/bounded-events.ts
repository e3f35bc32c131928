import { MeshError } from "@/lib/core/errors";

/** An event longer than this is an attack on memory or a mistake. */
const MAX_EVENT_BYTES = 4 * 1024 * 1024;

/** Breaks a stream of server-sent events off at an event without end, for readers that would keep all of it. */
export function boundedEvents(): TransformStream<Uint8Array, Uint8Array> {
  let held = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const end = lastBlankLine(chunk);
      held = end === -1 ? held + chunk.length : chunk.length - end;
      if (held > MAX_EVENT_BYTES) {
        controller.error(new MeshError("upstream_invalid", "The agent sent an event that is too large."));
      } else controller.enqueue(chunk);
    },
  });
}

/** Where the last blank line of a piece is, or -1. One that falls between two pieces is missed, which counts too much and never too little. */
function lastBlankLine(chunk: Uint8Array): number {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return Math.max(bytes.lastIndexOf("\n\n"), bytes.lastIndexOf("\n\r\n"), bytes.lastIndexOf("\r\r"));
}
