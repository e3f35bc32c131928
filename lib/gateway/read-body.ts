import { MeshError } from "@/lib/core/errors";

/**
 * Reads a request's body as text, at most `maxBytes`. The limit holds while reading, whatever the length header says.
 * @throws MeshError `payload_too_large`; `unsupported_media_type` for a compressed body (a few kilobytes can inflate to gigabytes); `invalid_request` for bytes that are not UTF-8
 */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const encoding = request.headers.get("content-encoding");
  if (encoding && encoding !== "identity") {
    throw new MeshError("unsupported_media_type", "Compressed request bodies are not accepted.");
  }
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    total += chunk.byteLength;
    if (total > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const bytes = chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
  try {
    return DECODER.decode(bytes);
  } catch (cause) {
    throw new MeshError("invalid_request", "The body is not valid UTF-8.", { cause });
  }
}

const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function tooLarge(maxBytes: number): MeshError {
  return new MeshError("payload_too_large", `The body is larger than ${maxBytes} bytes.`);
}
