import type { Miss } from "../suite";

/** What a part of the suite has found so far. */
export class Findings {
  passed = 0;
  readonly failures: Miss[] = [];
  readonly figures: Record<string, string | number> = {};

  /** Counts one check. @param why in what it failed */
  check(id: string, ok: boolean, why: string | (() => string) = "not as promised"): void {
    if (ok) this.passed += 1;
    else this.failures.push({ id, why: typeof why === "string" ? why : why() });
  }

  /** Runs one check that passes unless it throws. */
  async attempt(id: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
      this.passed += 1;
    } catch (err) {
      this.failures.push({ id, why: err instanceof Error ? err.message : String(err) });
    }
  }
}
