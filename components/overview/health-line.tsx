import Link from "next/link";
import { formatCount } from "../format/format-count";
import classes from "./overview.module.css";
import type { OverviewData } from "./overview-search";

const WORDS: Record<string, string> = { healthy: "healthy", degraded: "degraded", failing: "failing" };
const KINDS: Record<string, readonly [one: string, many: string]> = {
  agent: ["agent", "agents"],
  "mcp-server": ["MCP server", "MCP servers"],
  model: ["model", "models"],
  policy: ["policy", "policies"],
};

/** What is registered and how it does by the calls of the last hour. Each number leads to what it counts. */
export function HealthLine({ kinds, health }: Pick<OverviewData, "kinds" | "health">) {
  const known = health.filter(({ value }) => WORDS[value]);
  return (
    <>
      <ul className={classes.counts} aria-label="By health">
        {known.map(({ value, count }) => (
          <li key={value} data-health={value}>
            <Link href={`/catalog?health=${value}`} prefetch={false}>
              <strong>{formatCount(count)}</strong> {WORDS[value]}
            </Link>
          </li>
        ))}
        {known.length === 0 ? <li>No asset was called in the last hour.</li> : null}
      </ul>
      <ul className={classes.counts} aria-label="By kind">
        {kinds.map(({ value, count }) => (
          <li key={value}>
            <Link href={`/catalog?kind=${value}`} prefetch={false}>
              <strong>{formatCount(count)}</strong> {KINDS[value]?.[count === 1 ? 0 : 1] ?? value}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
