import type { Outcome } from "./send-task";

/** One finished task. */
export interface Done {
  scenario: string;
  expected: string;
  outcome: Outcome;
  ms: number;
}

/** A table of what became of the tasks, by scenario; `unexpected` counts those that the mesh should have ruled otherwise. */
export function summarise(all: readonly Done[], elapsedMs: number): { lines: string[]; unexpected: number } {
  const header = ["scenario", "tasks", "allowed", "denied", "failed", "p50 ms", "p95 ms", "codes"];
  const names = [...new Set(all.map(({ scenario }) => scenario))];
  const rows = names.map((name) =>
    rowOf(
      name,
      all.filter(({ scenario }) => scenario === name),
    ),
  );
  const table = [header, ...rows, rowOf("all", all)];
  const widths = header.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const odd = all.filter((done) => !isExpected(done));
  for (const { scenario, expected, outcome } of odd.slice(0, 5)) {
    lines.push(
      `! ${scenario}: expected ${expected}, got ${outcome.verdict} ${outcome.code ?? ""} ${outcome.detail}`.trimEnd(),
    );
  }
  lines.push(`${all.length} tasks in ${(elapsedMs / 1000).toFixed(1)} s, ${odd.length} not as expected`);
  return { lines, unexpected: odd.length };
}

function isExpected({ expected, outcome }: Done): boolean {
  if (expected === "allowed") return outcome.verdict === "allowed" && outcome.code === undefined;
  if (expected === "tool error") return outcome.verdict === "allowed" && outcome.code === "tool error";
  return outcome.verdict === "denied" && outcome.code === expected;
}

function rowOf(name: string, done: readonly Done[]): string[] {
  const count = (verdict: Outcome["verdict"]) =>
    String(done.filter(({ outcome }) => outcome.verdict === verdict).length);
  const sorted = done.map(({ ms }) => ms).sort((a, b) => a - b);
  const codes = new Map<string, number>();
  for (const { outcome } of done)
    if (outcome.code) codes.set(outcome.code, (codes.get(outcome.code) ?? 0) + 1);
  const told = [...codes].map(([code, times]) => `${code} ${times}`).join(", ");
  return [
    name,
    String(done.length),
    count("allowed"),
    count("denied"),
    count("failed"),
    percentile(sorted, 0.5),
    percentile(sorted, 0.95),
    told,
  ];
}

function percentile(sorted: readonly number[], share: number): string {
  const at = Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1);
  return (sorted[Math.max(0, at)] ?? 0).toFixed(0);
}

/** The first and the last column are words. */
function isNumber(column: number): boolean {
  return column > 0 && column < 7;
}
