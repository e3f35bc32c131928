/** Something that goes wrong, done on purpose to a real mesh. Each `faults/<name>.ts` exports one as `fault`. */
export interface Fault {
  /** Its place in the plan, such as `F1`. */
  id: string;
  /** What is done. */
  what: string;
  /** What must hold all the same. */
  guarantee: string;
  run(options: FaultOptions): Promise<FaultResult>;
}

export interface FaultOptions {
  /** A slice that fits into the ordinary tests; the size of the plan otherwise. */
  quick: boolean;
  /** Makes the random points the same again. */
  seed: number;
  /** Tells a person how far it is. */
  say(line: string): void;
}

export interface FaultResult {
  /** What was measured, with units in the names. */
  figures: Record<string, string | number>;
  /** What did not hold; none means that the guarantee held. */
  problems: string[];
  /** Why it could not be done here at all, such as a missing program. */
  skipped?: string;
}
