import { createHash } from "node:crypto";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { upstreamError } from "@/lib/traffic/egress";
import type { StreamAnswer } from "./call";
import type { Deadline } from "./deadline";
import type { Mesh } from "./mesh";
import type { RuledCall } from "./open-call";
import { recordOutcome } from "./record-outcome";

/** Characters of a stream that are kept for the record; see payloadRow. */
const KEPT_CHARS = 262_145;

/**
 * Passes a stream on piece by piece while keeping count, and puts the outcome on record before the stream's end is released. A caller that goes away in between ends the
 * upstream too; what was used until then is settled.
 */
export async function* recordStream(
  mesh: Mesh,
  call: RuledCall,
  answer: StreamAnswer,
  deadline: Deadline,
  close: () => void,
): AsyncGenerator<string | Uint8Array> {
  const seen = {
    hash: createHash("sha256"),
    text: "",
    bytes: 0,
    firstByteMs: undefined as number | undefined,
  };
  const decoder = new TextDecoder();
  let ended = false;
  let failed: MeshError | undefined;
  try {
    // Carry takes this one: a generator that was never entered would skip its `finally` when its reader leaves before the first piece.
    yield "";
    for await (const chunk of answer.body) {
      seen.firstByteMs ??= performance.now() - call.startedMs;
      seen.hash.update(chunk);
      seen.bytes += typeof chunk === "string" ? Buffer.byteLength(chunk) : chunk.byteLength;
      if (seen.text.length < KEPT_CHARS) {
        seen.text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      }
      yield chunk;
    }
    ended = true;
  } catch (err) {
    failed = err instanceof MeshError ? err : toMeshError(upstreamError(err, deadline.signal));
  } finally {
    const gone = new MeshError("cancelled", "The caller went away.");
    if (!ended && !failed) deadline.abort(gone);
    close();
    const err = ended ? undefined : (failed ?? gone);
    const status = err ? (err.code === "cancelled" ? "cancelled" : "failed") : undefined;
    const body = { text: seen.text, bytes: seen.bytes, digest: seen.hash.digest("hex") };
    await recordOutcome(mesh, call, {
      answer,
      body,
      firstByteMs: seen.firstByteMs,
      ...(err ? { err } : {}),
      ...(status ? { status } : {}),
    });
  }
  if (failed) throw failed;
}
