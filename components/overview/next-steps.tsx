import Link from "next/link";
import type { CallSummary } from "@/lib/records/call.schema";
import { Panel } from "../data/panel";
import classes from "./overview.module.css";

/** What to do next, from what is already there. */
export function NextSteps(props: {
  hasAssets: boolean;
  hasCalls: boolean;
  refused: CallSummary | undefined;
}) {
  const { hasAssets, hasCalls, refused } = props;
  return (
    <Panel title="Next">
      <ol className={classes.steps}>
        {hasAssets ? (
          <li>
            See <Link href="/catalog">what your agents can call</Link>, and under which policies.
          </li>
        ) : (
          <li>
            Register an agent, an MCP server or a model with <code>POST /api/v1/agents</code>,{" "}
            <code>/api/v1/mcp-servers</code> or <code>/api/v1/models</code>.
          </li>
        )}
        {hasCalls ? (
          <li>
            Follow <Link href="/calls">calls as they happen</Link>.
          </li>
        ) : (
          <li>
            Point an agent at <code>/a2a</code>, <code>/mcp</code> or <code>/v1</code> of this mesh and make a
            call.
          </li>
        )}
        {refused ? (
          <li>
            Read <Link href={`/calls/${refused.id}`}>why a call was refused</Link>, and verify its record.
          </li>
        ) : (
          <li>
            Have a call refused, read why, and verify its record:{" "}
            <Link href="/docs/start">your first five minutes</Link>.
          </li>
        )}
      </ol>
    </Panel>
  );
}
