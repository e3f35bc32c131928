import { JSON_DOORS } from "./doors";
import { illegal, leaked } from "./expectations";
import type { Part } from "./findings";
import { atBest } from "./http";
import { leavesOf, withLeaf } from "./leaves";

const MAX_MS = 1_000;
/** A body twice as large may take so many times as long; one that took time with the square of its size takes four times. */
const MAX_TIMES = 3;

/** JSON values of most of the size that is allowed, or a share of it, each heavy for some way to handle it. */
const HEAVY: Record<string, (share: number) => string> = {
  "separators alone": (share) => JSON.stringify("_".repeat(900_000 * share)),
  "quotes and backslashes": (share) => JSON.stringify('\\"'.repeat(200_000 * share)),
  slashes: (share) => JSON.stringify("/".repeat(900_000 * share)),
  "a letter": (share) => JSON.stringify("a".repeat(900_000 * share)),
  "characters outside the plane": (share) => JSON.stringify("\ud83d\ude00".repeat(200_000 * share)),
  "many members": (share) => `{${Array.from({ length: 60_000 * share }, (_, at) => `"m${at}":1`).join()}}`,
  "many members of one length": (share) =>
    `{${Array.from({ length: 60_000 * share }, (_, at) => `"${String(at).padStart(6, "n")}":1`).join()}}`,
  "many items": (share) => `[${"0,".repeat(400_000 * share)}0]`,
  "many objects": (share) => `[${"{},".repeat(300_000 * share)}{}]`,
  "a long number": (share) => "1".repeat(900_000 * share),
  "a long fraction": (share) => `0.${"1".repeat(900_000 * share)}`,
  "deep and wide": (share) => `[${`${"[".repeat(50)}${"]".repeat(50)},`.repeat(8_000 * share)}0]`,
};

/** A body of the largest size that is allowed costs no more than its size: nothing that a caller makes longer takes time with the square of it. */
export const heavy: Part = async (stage, findings, quick) => {
  let worst = { ms: 0, id: "" };
  const heavies = Object.entries(HEAVY).map(([name, make]) => [name, make(1), make] as const);
  for (const [d, door] of JSON_DOORS.entries()) {
    for (const [l, path] of leavesOf(door.sample).entries()) {
      for (const [h, [name, json, make]] of heavies.entries()) {
        // The quick slice takes a third of the kinds at each door, and each at one leaf.
        if (quick && ((h + d) % 3 !== 0 || (h + d) % leavesOf(door.sample).length !== l)) continue;
        const send = (value: string, maxMs: number) =>
          atBest(stage, door.ask(Buffer.from(withLeaf(door.sample, path, value))), maxMs);
        const best = await send(json, MAX_MS);
        // A slow machine is slow with half of it too.
        const boundMs = best.ms > MAX_MS ? MAX_TIMES * (await send(make(0.5), 0)).ms : MAX_MS;
        const id = `heavy/${door.name}/${path.join(".")}/${name}`;
        if (best.ms > worst.ms) worst = { ms: best.ms, id };
        const wrong =
          illegal(best) ??
          leaked(stage, best) ??
          (best.ms > boundMs
            ? `took ${Math.round(best.ms)} ms, more than ${MAX_TIMES} times as long as half of it`
            : undefined);
        findings.check(id, wrong === undefined, () => wrong ?? "");
        stage.upstream.forget();
      }
    }
  }
  findings.figures["slowest heavy body, ms"] = `${Math.round(worst.ms)} (${worst.id})`;
};
