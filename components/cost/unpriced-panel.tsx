import Link from "next/link";
import type { Costs } from "@/lib/cost/get-costs.schema";
import { Panel } from "../data/panel";
import { formatCount, formatCounted } from "../format/format-count";
import classes from "./cost.module.css";
import { type CallsBehind, callsHref, narrowedTo } from "./cost-links";
import { groupName } from "./cost-rows";

/** Tokens that no price was set for: in no figure of money, and not nothing. */
export function UnpricedPanel({ costs, behind }: { costs: Costs; behind: CallsBehind }) {
  const { unpriced, by } = costs;
  if (unpriced.calls === 0) return null;
  const { currency: _none, ...all } = behind;
  const named = unpriced.groups.filter(({ others }) => others === 0);
  return (
    <Panel title="Without a price">
      <p className={classes.dim}>
        {formatCounted(unpriced.calls, "call")} used {formatCount(unpriced.inputTokens)} tokens in and{" "}
        {formatCount(unpriced.outputTokens)} out for which no price was set when they were made. What they
        cost is unknown, so no amount on this page holds them. A price that is{" "}
        <Link href="/docs/cost">set on the model</Link> counts from then on.
      </p>
      <ul className={classes.unpriced}>
        {unpriced.groups.map((group) => (
          <li key={groupName(by, group)}>
            <span>{groupName(by, group)}</span>
            <Link
              className={classes.unpricedLink}
              href={callsHref(narrowedTo(all, by, group, named))}
              prefetch={false}
            >
              {formatCounted(group.calls, "call")}
            </Link>
            <span className={classes.dim}>{formatCount(group.inputTokens + group.outputTokens)} tokens</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
