/** One test of a suite that does not pass, and why that is so. */
export interface Miss {
  id: string;
  why: string;
}

/** What a suite found. Goes as it is into `docs/conformance.md`. */
export interface SuiteResult {
  title: string;
  /** What was run against what, in a sentence or two. */
  what: string;
  /** Version by package, corpus or specification. */
  versions: Record<string, string>;
  passed: number;
  /** Not passed and not explained: the suite fails. */
  failures: Miss[];
  /** Not passed for a reason that stands in a list beside the suite; an entry that passes must leave the list. */
  expected: Miss[];
  /** Further measures by name, with their units. */
  figures?: Record<string, string | number>;
  /** What each test came to, where that is worth reading. */
  details?: { head: readonly string[]; rows: readonly (readonly string[])[] };
}

export interface SuiteOptions {
  /** A slice that fits into the ordinary tests; the full size otherwise. */
  quick: boolean;
}

/** Each `conformance/<name>.suite.ts` exports one as `run`. `npm run conformance [name ...]` runs them; the ordinary tests run the same with `quick`. */
export type Suite = (options: SuiteOptions) => Promise<SuiteResult>;

/** Thrown by a suite that has not what it needs here: a corpus, a tool. It says what, and does not count as passed. */
export class CannotRun extends Error {
  override name = "CannotRun";
}
