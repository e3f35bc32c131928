import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SseSplitter, sseData } from "./sse-splitter";

function pieces(text: string, cuts: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

describe("cutting a stream into events", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme" }).map((text) => `data: ${text.replace(/[\r\n]/g, "")}`),
    fc.constantFrom("event: message_start", ": ping", "data:", "id: 1"),
  );
  const stream = fc
    .tuple(fc.array(fc.array(line, { minLength: 1 }), { minLength: 1 }), fc.constantFrom("\n", "\r\n"))
    .map(([events, end]) => events.map((lines) => lines.join(end) + end + end).join(""));

  it("gives back every byte, and the events that a parser finds, wherever the network cuts", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat()), (text, cuts) => {
        const splitter = new SseSplitter();
        const events = pieces(text, cuts).flatMap((piece) => splitter.push(piece));
        expect(splitter.rest()).toHaveLength(0);
        expect(Buffer.concat(events).toString()).toBe(text);
        const expected: string[] = [];
        createParser({ onEvent: (event) => expected.push(event.data) }).feed(text);
        expect(events.map(sseData).filter((data) => data !== undefined)).toEqual(expected);
      }),
    );
  });

  it("passes an event on with the byte that completes it", () => {
    const splitter = new SseSplitter();
    expect(splitter.push(Buffer.from("data: a\r\n\r"))).toEqual([]);
    expect(splitter.push(Buffer.from("\ndata: b"))).toEqual([Buffer.from("data: a\r\n\r\n")]);
    expect(splitter.rest().toString()).toBe("data: b");
  });

  it("does not hold an endless event", () => {
    const splitter = new SseSplitter();
    const block = Buffer.alloc(300_000, "x");
    const passed = Array.from({ length: 20 }, () => splitter.push(block)).flat();
    expect(passed.reduce((sum, part) => sum + part.length, 0)).toBeGreaterThan(4_000_000);
  });
});
