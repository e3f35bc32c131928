import type { TryEvent } from "@/lib/protocols/try/try.schema";

/** Reads the console's own lines about a call (NDJSON) as they come. The shape is the server's: both sides are built from the same type. */
export async function readTryEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: TryEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + decoder.decode(next.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") onEvent(JSON.parse(line) as TryEvent);
  }
}
