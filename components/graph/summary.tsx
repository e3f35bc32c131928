import { formatCount, formatCounted } from "../format/format-count";
import { sumFigures } from "./figures";
import { formatCosts, formatErrors } from "./format-figures";
import classes from "./graph.module.css";
import type { ShownGraph } from "./shown-graph";

/** What is shown, in a line: the first thing that can be read. */
export function Summary({ shown, cut }: { shown: ShownGraph; cut: boolean }) {
  // The lines to tools repeat what went to their servers.
  const figures = sumFigures(
    shown.edges.filter(({ target }) => !target.startsWith("tool:")).flatMap(({ parts }) => parts),
  );
  const parts = [
    formatCounted(shown.nodes.length, "part"),
    shown.hidden > 0 ? `${formatCount(shown.hidden)} hidden` : "",
    formatCounted(shown.edges.length, "connection"),
    ...(figures
      ? [
          formatCounted(figures.calls, "call"),
          `${formatErrors(figures)} errors`,
          `${formatCount(figures.denied)} denied`,
          figures.cost.length > 0 ? formatCosts(figures.cost) : "",
        ]
      : []),
    cut ? "only the busiest connections are shown: choose a shorter time to see all" : "",
  ];
  return <p className={classes.summary}>{parts.filter((part) => part !== "").join(" · ")}</p>;
}
