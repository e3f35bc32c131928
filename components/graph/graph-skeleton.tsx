import classes from "./graph.module.css";

const BONES = [
  [6, 22],
  [6, 46],
  [6, 70],
  [38, 14],
  [38, 34],
  [38, 56],
  [38, 78],
  [70, 26],
  [70, 50],
  [70, 72],
] as const;

/** A graph that is on its way: columns of parts and lines between them. */
export function GraphSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy="true">
      <span role="status" aria-label="Loading" />
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        {BONES.map(([x, y]) => (
          <rect key={`${x} ${y}`} x={x} y={y} width="22" height="8" rx="0.8" />
        ))}
      </svg>
    </div>
  );
}
