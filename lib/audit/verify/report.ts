/** What a verification found. */
export interface VerifyReport {
  ok: boolean;
  /** The first thing wrong. `index` is the entry where it shows, if it can be placed. */
  problem: { index: number | undefined; message: string } | undefined;
  /** Name of the log. */
  origin: string;
  /** Size of the signed tree. */
  treeSize: number;
  /** How many entries were checked. */
  entries: number;
  payloads: { checked: number; erased: number };
  /** What was proven, one sentence each. */
  facts: string[];
  /** What could not be checked with what was given. */
  caveats: string[];
}

/** Something wrong: ends the verification and becomes its report's problem. */
export class Finding extends Error {
  readonly index: number | undefined;

  constructor(message: string, index?: number) {
    super(message);
    this.index = index;
  }
}

/** Runs a verification that fills in the report and throws a `Finding` at the first thing wrong. Other errors pass. */
export async function reportOf(verify: (report: VerifyReport) => Promise<void>): Promise<VerifyReport> {
  const report: VerifyReport = {
    ok: false,
    problem: undefined,
    origin: "",
    treeSize: 0,
    entries: 0,
    payloads: { checked: 0, erased: 0 },
    facts: [],
    caveats: [],
  };
  try {
    await verify(report);
    report.ok = true;
  } catch (err) {
    if (!(err instanceof Finding)) throw err;
    report.problem = { index: err.index, message: err.message };
  }
  return report;
}
