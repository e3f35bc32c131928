/** What a plan knows when it speaks. */
export interface Facts {
  /** The user's last request. */
  request: string;
  /** The named groups of the plan's `when`. */
  words: Record<string, string | undefined>;
  /** What a tool answered since the request: parsed when it was JSON, else its text; undefined when it was not called. */
  result: (tool: string) => unknown;
  /** Why a tool refused, if it did: the text of a result that starts with “Error”, or the `error` member of one in JSON. */
  failed: (tool: string) => string | undefined;
}

export interface Step {
  /** The tool's own name; a tool offered as `server__name` counts as `name`. */
  tool: string;
  /** Undefined leaves the step out. */
  arguments: (facts: Facts) => Record<string, unknown> | undefined;
}

export interface Plan {
  name: string;
  /** Tried on the user's last request. */
  when: RegExp;
  steps: readonly Step[];
  /** Spoken once every step that could run has its result. */
  answer: (facts: Facts) => string;
}
