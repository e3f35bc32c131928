/** What one field of a list can be asked for. Data only: the server, the browser and the tests read the same fields. */
export interface QueryField<Name extends string = string> {
  /** As it is typed and as it stands in the address. */
  name: Name;
  /** Other words for it that may be typed. */
  aliases?: readonly string[];
  /** In words, for chips and menus. */
  label: string;
  /** What it is, in a few words, for the list of completions. */
  hint: string;
  /**
   * `choice` takes one of `choices`, `text` any word, both several at once and with a minus in front; `number`, `money` (a decimal amount) and `duration` (`150ms`, `2s`, `1.5m`, `1h`) also take
   * `>`, `>=`, `<` and `<=`; `time` takes how long ago (`15m`, `24h`, `7d`, `4w`) or an instant (ISO 8601, without a zone in UTC).
   */
  kind: "choice" | "text" | "number" | "money" | "duration" | "time";
  /** The values of a `choice`; words that a `number` or `money` takes besides figures. */
  choices?: readonly QueryChoice[];
  /** Cannot be excluded with a minus. */
  onlyWanted?: boolean;
}

export interface QueryChoice {
  value: string;
  label: string;
}

export const COMPARISONS = [">=", "<=", ">", "<", "="] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** One thing that must hold. Of several equalities on one field one must hold; everything else must hold together. */
export interface Condition<Name extends string = string> {
  field: Name;
  not: boolean;
  compare: Comparison;
  value: string;
}

export interface Query<Name extends string = string> {
  conditions: readonly Condition<Name>[];
  /** Free text. */
  text: string;
}

/** Something that cannot be read, with its place in the text that was typed. */
export interface QueryProblem {
  at: number;
  length: number;
  message: string;
  hint: string;
}

/** The field that a name stands for. */
export function fieldNamed<Name extends string>(
  fields: readonly QueryField<Name>[],
  typed: string,
): QueryField<Name> | undefined {
  const name = typed.toLowerCase();
  return fields.find((field) => field.name === name || field.aliases?.includes(name));
}

export function isComparable({ kind }: QueryField): boolean {
  return kind === "number" || kind === "money" || kind === "duration";
}
