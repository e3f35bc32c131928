import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);

/** A bundle of entries, compressed for who takes that (C2SP tlog-tiles, log entries). Private: it holds more than hashes. */
export async function entryBundleResponse(request: Request, bundle: Buffer): Promise<Response> {
  const headers = {
    "content-type": "application/octet-stream",
    "cache-control": "private, max-age=31536000, immutable",
    vary: "accept-encoding",
  };
  if (!/\bgzip\b/.test(request.headers.get("accept-encoding") ?? ""))
    return new Response(new Uint8Array(bundle), { headers });
  const body = new Uint8Array(await compress(bundle));
  return new Response(body, { headers: { ...headers, "content-encoding": "gzip" } });
}

/** An export as a download that is written while it is read. One that fails on the way lacks its last line, and verification says so. */
export function exportResponse(lines: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": `attachment; filename="audit-${new Date().toISOString().slice(0, 10)}.ndjson"`,
      "cache-control": "no-store",
    },
  });
}
