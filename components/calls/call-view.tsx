import type { CallDetail } from "@/lib/records/call.schema";
import { Panel } from "../data/panel";
import { CallCost } from "./call-cost";
import { CallDecision } from "./call-decision";
import { CallFacts } from "./call-facts";
import { CallHeading } from "./call-heading";
import { CallPayloads } from "./call-payloads";
import { CallProofPanel } from "./call-proof";
import { CallTrace } from "./call-trace";
import classes from "./call-view.module.css";

/** Everything about one call. `narrow` is the panel beside the list; the page has two columns. */
export function CallView({ call, narrow = false }: { call: CallDetail; narrow?: boolean }) {
  const price = call.ledger !== null || call.inputTokens !== null || call.outputTokens !== null;
  return (
    <article>
      <CallHeading call={call} level={narrow ? 2 : 1} />
      <div className={classes.columns} data-narrow={narrow || undefined}>
        <div className={classes.column}>
          <CallDecision call={call} />
          <CallTrace call={call} />
          <CallPayloads call={call} />
        </div>
        <div className={classes.column}>
          <CallFacts call={call} />
          {price ? (
            <Panel title="Cost">
              <CallCost call={call} />
            </Panel>
          ) : null}
          <CallProofPanel callId={call.id} status={call.status} />
        </div>
      </div>
    </article>
  );
}
