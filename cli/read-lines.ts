import { createReadStream } from "node:fs";

const CHUNK_BYTES = 1024 * 1024;

/** The lines of a file, without their newlines. A last line that no newline ends is a line too. */
export async function* readLines(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: CHUNK_BYTES })) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
