import { mkdirSync, writeFileSync } from "node:fs";
import type { Round } from "./load";

export type Rounds = Record<string, Round[]>;
/** `governed-chat/raw`: throughput of the first as a share of the second's. */
export type Ratios = Record<string, number>;

/** The median round of each case, by member. */
export function medians(rounds: Rounds): Record<string, Round> {
  return Object.fromEntries(
    Object.entries(rounds).map(([name, all]) => [
      name,
      {
        rps: median(all.map(({ rps }) => rps)),
        p50Ms: median(all.map(({ p50Ms }) => p50Ms)),
        p99Ms: median(all.map(({ p99Ms }) => p99Ms)),
        errors: all.reduce((sum, { errors }) => sum + errors, 0),
      },
    ]),
  );
}

/** Every other case against these, from the medians of one run. */
export function ratiosTo(bases: readonly string[], cases: Record<string, Round>): Ratios {
  const ratios: Ratios = {};
  for (const [name, { rps }] of Object.entries(cases)) {
    for (const base of bases) {
      const against = cases[base];
      if (against && name !== base) ratios[`${name}/${base}`] = Math.round((rps / against.rps) * 100) / 100;
    }
  }
  return ratios;
}

/** Prints medians, ratios and the raw rounds, and keeps them, with whatever `more` was measured, in `bench/results/<name>.json`. */
export function report(name: string, rounds: Rounds, bases: readonly string[], more: object = {}): void {
  const cases = medians(rounds);
  const ratios = ratiosTo(bases, cases);
  const rows = Object.entries(cases).map(([title, { rps, p50Ms, p99Ms, errors }]) => ({
    case: title,
    "req/s": rps,
    "p50 ms": p50Ms,
    "p99 ms": p99Ms,
    errors,
    ...Object.fromEntries(bases.map((base) => [`x ${base}`, ratios[`${title}/${base}`] ?? "-"])),
    rounds: (rounds[title] ?? []).map((round) => round.rps).join(" "),
  }));
  printTable(rows);
  mkdirSync("bench/results", { recursive: true });
  const result = { name, at: new Date().toISOString(), rounds, cases, ratios, ...more };
  writeFileSync(`bench/results/${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
}

export function printTable(rows: readonly Record<string, string | number>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (row: Record<string, string | number>, column: string) => String(row[column] ?? "");
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => cell(row, column).length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
      .join("  ");
  console.log(line(columns));
  for (const row of rows) console.log(line(columns.map((column) => cell(row, column))));
}

/** The middle of the values; of an even number, the mean of the two in the middle, to two digits. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? 0) + upper) * 50) / 100;
}
