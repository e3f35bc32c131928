import { JSON_DOORS } from "./doors";
import { illegal, leaked } from "./expectations";
import type { Part } from "./findings";
import { atBest } from "./http";
import { leavesOf, withLeaf } from "./leaves";

const MAX_MS = 1_000;
const MANY = 60_000;

/** JSON values of most of the size that is allowed, each heavy for some way to handle it. */
const HEAVY: Record<string, () => string> = {
  "separators alone": () => JSON.stringify("_".repeat(900_000)),
  "quotes and backslashes": () => JSON.stringify('\\"'.repeat(200_000)),
  slashes: () => JSON.stringify("/".repeat(900_000)),
  "a letter": () => JSON.stringify("a".repeat(900_000)),
  "characters outside the plane": () => JSON.stringify("\ud83d\ude00".repeat(200_000)),
  "many members": () => `{${Array.from({ length: MANY }, (_, at) => `"m${at}":1`).join()}}`,
  "many members of one length": () =>
    `{${Array.from({ length: MANY }, (_, at) => `"${String(at).padStart(6, "n")}":1`).join()}}`,
  "many items": () => `[${"0,".repeat(400_000)}0]`,
  "many objects": () => `[${"{},".repeat(300_000)}{}]`,
  "a long number": () => "1".repeat(900_000),
  "a long fraction": () => `0.${"1".repeat(900_000)}`,
  "deep and wide": () => `[${`${"[".repeat(50)}${"]".repeat(50)},`.repeat(8_000)}0]`,
};

/** A body of the largest size that is allowed costs no more than its size: nothing that a caller makes longer takes time with the square of it. */
export const heavy: Part = async (stage, findings, quick) => {
  let worst = { ms: 0, id: "" };
  const heavies = Object.entries(HEAVY).map(([name, make]) => [name, make()] as const);
  for (const [d, door] of JSON_DOORS.entries()) {
    for (const [l, path] of leavesOf(door.sample).entries()) {
      for (const [h, [name, json]] of heavies.entries()) {
        // The quick slice takes a third of the kinds at each door, and each at one leaf.
        if (quick && ((h + d) % 3 !== 0 || (h + d) % leavesOf(door.sample).length !== l)) continue;
        const body = Buffer.from(withLeaf(door.sample, path, json));
        const best = await atBest(stage, door.ask(body), MAX_MS);
        const id = `heavy/${door.name}/${path.join(".")}/${name}`;
        if (best.ms > worst.ms) worst = { ms: best.ms, id };
        const wrong =
          illegal(best) ??
          leaked(stage, best) ??
          (best.ms > MAX_MS ? `took ${Math.round(best.ms)} ms` : undefined);
        findings.check(id, wrong === undefined, () => wrong ?? "");
        stage.upstream.forget();
      }
    }
  }
  findings.figures["slowest heavy body, ms"] = `${Math.round(worst.ms)} (${worst.id})`;
};
