import type { Part } from "./findings";
import { type SourcePattern, sourcePatterns } from "./source-patterns";

const CHARS = 50_000;
const MAX_MS = 10;
/** What patterns are checked with in full; the quick slice times them only. */
const CHECK_MS = 10_000;
/** Made from a literal of the same file, which is checked where it stands. */
const DERIVED = new Set(["lib/core/json-line.ts"]);

/**
 * No regular expression of the product can be made slow. In full each is decided by an automaton (recheck); always each is timed on texts of 50,000 characters that are made from itself, which is what an attacker would send.
 * Patterns that come from users or operators do not exist; when they do, they belong into a linear engine.
 */
export const patterns: Part = async (_stage, findings, quick) => {
  const { patterns: all, dynamic } = sourcePatterns();
  const distinct = [...new Map(all.map((one) => [`${one.source}/${one.flags}`, one])).values()];
  const unknown = dynamic.filter((place) => !DERIVED.has(place.split(":", 1)[0] ?? ""));
  findings.check("patterns/none made at run time", unknown.length === 0, () => unknown.join("; "));
  for (const pattern of distinct) {
    const { ms, text } = slowest(pattern);
    findings.check(
      `patterns/${pattern.where}/50 kB`,
      ms < MAX_MS,
      () => `/${pattern.source}/ took ${ms.toFixed(1)} ms on ${JSON.stringify(text.slice(0, 60))}`,
    );
  }
  findings.figures["regular expressions"] = distinct.length;
  if (quick) return;
  process.env.RECHECK_BACKEND = "pure";
  const { check } = await import("recheck");
  for (const { where, source, flags } of distinct) {
    const { status } = await check(source, flags, { timeout: CHECK_MS });
    findings.check(`patterns/${where}/linear`, status === "safe", () => `${status}: /${source}/${flags}`);
  }
};

/** The text on which the pattern takes longest, each tried three times and counted at its best: the machine may be busy. */
function slowest({ source, flags }: SourcePattern): { ms: number; text: string } {
  const pattern = new RegExp(source, flags.replace(/[gy]/g, ""));
  let worst = { ms: 0, text: "" };
  for (const text of attacksOn(source)) {
    let best = Number.POSITIVE_INFINITY;
    for (let n = 0; n < 3 && best >= MAX_MS; n++) {
      const startedMs = performance.now();
      pattern.test(text);
      best = Math.min(best, performance.now() - startedMs);
    }
    if (best > worst.ms) worst = { ms: best, text };
  }
  return worst;
}

/** Long runs of what the pattern itself is made of, alone, after its own beginning, and before something that fits nowhere. */
function attacksOn(source: string): string[] {
  const literal = source
    .replace(/\\[a-zA-Z]|\\./g, ([, one = ""]) => (/[a-zA-Z]/.test(one) ? "" : one))
    .replace(/[()[\]{}|?*+^$]/g, "");
  const singles = new Set(
    [...literal, "a", "A", "0", "1", " ", "\t", "\n", "\r", "-", ".", "/", "_", "\0", "é"].slice(0, 60),
  );
  const pumps = [...singles, "a0", "0.", "a.", "a-", " a", "/a", "ab", literal.slice(0, 20)].filter(
    (pump) => pump !== "",
  );
  return pumps.flatMap((pump) => {
    const run = pump.repeat(Math.ceil(CHARS / pump.length)).slice(0, CHARS);
    return [`${run}\u0000!`, `${literal.slice(0, 12)}${run}\u0000`, `!${run}`];
  });
}
