/** One kind of thing that is counted; `tone` names a status colour of the theme. */
export interface ChartSeries {
  key: string;
  label: string;
  tone: "accent" | "ok" | "waiting" | "denied" | "failed" | "neutral";
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
