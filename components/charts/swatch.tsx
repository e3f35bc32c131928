import type { ChartSeries } from "./chart-data";

/** The colour of a series, beside its name. */
export function Swatch({ tone }: { tone: ChartSeries["tone"] }) {
  return (
    <svg width="10" height="10" aria-hidden>
      <rect width="10" height="10" rx="2" fill={`var(--${tone})`} />
    </svg>
  );
}
