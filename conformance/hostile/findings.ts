import type { Miss } from "../suite";

/** What the parts of the suite found. */
export class Findings {
  passed = 0;
  readonly failures: Miss[] = [];
  readonly figures: Record<string, string | number> = {};

  /** One test. @param why said when it does not hold; never called when it does */
  check(id: string, holds: boolean, why: () => string): void {
    if (holds) this.passed++;
    else this.failures.push({ id, why: why().slice(0, 500) });
  }
}

/** One part of the suite. */
export type Part = (stage: import("./stage").Stage, findings: Findings, quick: boolean) => Promise<void>;

/** Runs `work` on each item, `width` at a time. */
export async function eachOf<T>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
