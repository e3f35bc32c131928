const MS_US = 1000;
const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;

/** A duration in microseconds for people: three significant digits, never a bare number. */
export function formatDuration(us: number | null | undefined): string {
  if (us === null || us === undefined) return "–";
  if (us < MS_US) return `${us} µs`;
  if (us < 10 * MS_US) return `${(us / MS_US).toFixed(2)} ms`;
  if (us < 100 * MS_US) return `${(us / MS_US).toFixed(1)} ms`;
  if (us < SECOND_US) return `${Math.round(us / MS_US)} ms`;
  if (us < 10 * SECOND_US) return `${(us / SECOND_US).toFixed(2)} s`;
  if (us < MINUTE_US) return `${(us / SECOND_US).toFixed(1)} s`;
  const minutes = Math.floor(us / MINUTE_US);
  return `${minutes} min ${Math.floor((us % MINUTE_US) / SECOND_US)} s`;
}
