import type { Miss } from "../suite";

/** What one part of the suite found. */
export interface Tally {
  passed: number;
  failures: Miss[];
  figures: Record<string, string | number>;
}

export function newTally(): Tally {
  return { passed: 0, failures: [], figures: {} };
}

export function share(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

/** Works through the jobs with a few at a time. The first error ends it. */
export async function inParallel<T>(jobs: readonly T[], work: (job: T) => Promise<void>): Promise<void> {
  const queue = jobs.values();
  const worker = async () => {
    for (const job of queue) await work(job);
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
}

const WORKERS = 6;
