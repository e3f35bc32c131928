import type { IncomingMessage } from "node:http";
import { MeshError } from "@/lib/core/errors";
import { exchangeOf } from "./node-exchange";

/**
 * Reads a request's body as text, at most `maxBytes`. The limit holds while reading, whatever the length header says.
 * @throws MeshError `payload_too_large`; `unsupported_media_type` for a compressed body (a few kilobytes can inflate to gigabytes) or one that says it is not UTF-8; `invalid_request` for bytes that are not UTF-8
 */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const encoding = request.headers.get("content-encoding");
  if (encoding && encoding.toLowerCase() !== "identity") {
    throw new MeshError("unsupported_media_type", "Compressed request bodies are not accepted.");
  }
  const charset = CHARSET.exec(request.headers.get("content-type") ?? "")?.[1]?.toLowerCase();
  if (charset !== undefined && !UTF8_NAMES.has(charset)) {
    throw new MeshError("unsupported_media_type", "Bodies are read as UTF-8; no other charset is accepted.");
  }
  const incoming = exchangeOf(request)?.incoming;
  const bytes = incoming ? await readIncoming(incoming, maxBytes) : await readStream(request.body, maxBytes);
  try {
    return DECODER.decode(bytes);
  } catch (cause) {
    throw new MeshError("invalid_request", "The body is not valid UTF-8.", { cause });
  }
}

const CHARSET = /;[ \t]*charset="?([^"; \t]+)/i;
/** ASCII is a part of it. */
const UTF8_NAMES = new Set(["utf-8", "utf8", "us-ascii"]);
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

async function readStream(body: Request["body"], maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of (body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    total += chunk.byteLength;
    if (total > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return joined(chunks);
}

/** Reads with listeners: leaving an iteration early would destroy the socket, and the caller would not hear why its body was refused. */
function readIncoming(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let total = 0;
    const onData = (chunk: Uint8Array) => {
      total += chunk.byteLength;
      if (total <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      stop();
      incoming.pause();
      reject(tooLarge(maxBytes));
    };
    const onEnd = () => {
      stop();
      resolve(joined(chunks));
    };
    const onGone = (cause?: unknown) => {
      stop();
      reject(new MeshError("cancelled", "The caller went away.", { cause }));
    };
    const stop = () => {
      incoming.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
    };
    if (incoming.readableEnded) return resolve(joined(chunks));
    if (incoming.destroyed) return onGone(incoming.errored);
    incoming.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
  });
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): MeshError {
  return new MeshError("payload_too_large", `The body is larger than ${maxBytes} bytes.`);
}
