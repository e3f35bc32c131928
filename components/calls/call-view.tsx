import type { CallDetail } from "@/lib/records/call.schema";
import { Panel } from "../data/panel";
import { CallCost } from "./call-cost";
import { CallDecision } from "./call-decision";
import { CallFacts } from "./call-facts";
import { CallHeading } from "./call-heading";
import { CallPayloads } from "./call-payloads";
import { CallProofPanel } from "./call-proof";
import { CallSections } from "./call-sections";
import { CallStages } from "./call-stages";
import { CallTrace } from "./call-trace";
import classes from "./call-view.module.css";

/** Everything about one call. `narrow` is the panel beside the list; the page has two columns, and below them what was said, side by side. */
export function CallView({ call, narrow = false }: { call: CallDetail; narrow?: boolean }) {
  const price = call.ledger !== null || call.inputTokens !== null || call.outputTokens !== null;
  return (
    <article>
      <CallHeading call={call} level={narrow ? 2 : 1} />
      {narrow ? null : <CallSections sections={SECTIONS.filter(([anchor]) => anchor !== "cost" || price)} />}
      <div className={classes.columns} data-narrow={narrow || undefined}>
        <div className={classes.column}>
          <CallDecision call={call} />
          <Panel title="Stages" anchor="stages">
            <CallStages call={call} />
          </Panel>
          <CallTrace call={call} />
          {narrow ? <CallPayloads call={call} /> : null}
        </div>
        <div className={classes.column}>
          <CallFacts call={call} />
          {price ? (
            <Panel title="Cost" anchor="cost">
              <CallCost call={call} />
            </Panel>
          ) : null}
          <CallProofPanel callId={call.id} status={call.status} />
        </div>
      </div>
      {narrow ? null : (
        <div id="messages" className={classes.messages}>
          <CallPayloads call={call} />
        </div>
      )}
    </article>
  );
}

const SECTIONS = [
  ["decision", "Decision"],
  ["stages", "Stages"],
  ["hops", "Hops"],
  ["messages", "Request and answer"],
  ["facts", "Who and what"],
  ["cost", "Cost"],
  ["proof", "Proof"],
] as const;
