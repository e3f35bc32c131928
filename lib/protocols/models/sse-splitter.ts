import { objectOf } from "./provider-values";

const LF = 10;
const CR = 13;
/** An event that grows beyond this is passed on in parts and read by nobody: memory is bounded whatever a provider sends. */
const MAX_EVENT_BYTES = 1024 * 1024;

/**
 * Cuts a stream of server-sent events (HTML section 9.2) into whole events without decoding them. Lines end with LF or CR LF, as every model provider writes them; a stream with
 * bare CR comes out in one piece at its end.
 */
export class SseSplitter {
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** What the current line holds so far: nothing, only a CR, or text. */
  #line: "empty" | "cr" | "text" = "empty";

  /** The events that are whole now, each with the blank line that ends it. */
  push(chunk: Buffer): Buffer[] {
    const events: Buffer[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; ) {
      const lf = chunk.indexOf(LF, at);
      if (lf < 0) {
        this.#line = this.#lineAfter(chunk, at, chunk.length);
        break;
      }
      const line = this.#lineAfter(chunk, at, lf);
      this.#line = "empty";
      at = lf + 1;
      if (line === "text") continue;
      events.push(this.#release(chunk.subarray(start, at)));
      start = at;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
    if (this.#heldBytes > MAX_EVENT_BYTES) events.push(this.#release(Buffer.alloc(0)));
    return events;
  }

  /** What came after the last blank line; empty when the stream ended as it should. */
  rest(): Buffer {
    return this.#release(Buffer.alloc(0));
  }

  #lineAfter(chunk: Buffer, from: number, to: number): "empty" | "cr" | "text" {
    if (to === from) return this.#line;
    return this.#line === "empty" && to === from + 1 && chunk[from] === CR ? "cr" : "text";
  }

  #hold(part: Buffer): void {
    this.#held.push(part);
    this.#heldBytes += part.length;
  }

  #release(last: Buffer): Buffer {
    if (this.#heldBytes === 0) return last;
    const event = Buffer.concat([...this.#held, last]);
    this.#held = [];
    this.#heldBytes = 0;
    return event;
  }
}

/** The data of one event: its `data` lines joined, or undefined when it has none (comments, pings without data). */
export function sseData(event: Buffer): string | undefined {
  let data: string | undefined;
  for (const line of event.toString("utf8").split(/\r?\n/)) {
    if (!line.startsWith("data:")) continue;
    const value = line.slice(line[5] === " " ? 6 : 5);
    data = data === undefined ? value : `${data}\n${value}`;
  }
  return data;
}

/** The data of one event as a JSON object, or undefined when it is none (`[DONE]`). */
export function sseJson(event: Buffer): Record<string, unknown> | undefined {
  try {
    return objectOf(JSON.parse(sseData(event) ?? "null"));
  } catch {
    return undefined;
  }
}
