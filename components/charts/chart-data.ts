/** One kind of thing that is counted; `tone` names a colour of the theme: of a status, or one of seven that only tell kinds apart. */
export interface ChartSeries {
  key: string;
  label: string;
  tone: "accent" | "ok" | "waiting" | "denied" | "failed" | "neutral" | `series-${1 | 2 | 3 | 4 | 5 | 6 | 7}`;
}

/** What was counted in one span of time, by the keys of the series. */
export interface ChartRow {
  /** Start of the span, ISO 8601 in UTC. */
  at: string;
  values: Readonly<Record<string, number>>;
}

/** `HH:MM` in UTC, which is how every time of the console reads when it has no room for the date. */
export function hourOf(at: string): string {
  return at.slice(11, 16);
}

const AXIS = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });

/** A number on an axis, short: `300`, `1.2K`, `0.05`. What it counts stands beside the chart. */
export function axisNumber(value: number): string {
  return AXIS.format(value);
}
