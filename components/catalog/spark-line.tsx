const WIDTH = 44;
const HEIGHT = 14;
const GAP = 1;

/** A few amounts as small bars; says nothing that the number beside it does not, so it is for the eye alone. */
export function SparkLine(props: { values: readonly number[]; className?: string | undefined }) {
  const { values, className } = props;
  const most = Math.max(...values);
  if (!(most > 0)) return null;
  const step = WIDTH / values.length;
  const bars = values.map((value, at) => {
    const height = value > 0 ? Math.max(1, (value / most) * HEIGHT) : 0;
    return `M${at * step} ${HEIGHT}v${-height}h${step - GAP}v${height}z`;
  });
  return (
    <svg width={WIDTH} height={HEIGHT} className={className} aria-hidden>
      <path d={bars.join("")} fill="currentColor" />
    </svg>
  );
}
