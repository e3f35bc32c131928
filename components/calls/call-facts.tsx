import Link from "next/link";
import type { CallDetail } from "@/lib/records/call.schema";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { Instant } from "../data/time";
import { formatBytes } from "../format/format-count";
import { formatDuration } from "../format/format-duration";
import { assetHref } from "./call-links";
import classes from "./call-view.module.css";
import { labelsOf } from "./labels-of";
import { kindName, protocolName } from "./protocol-names";

/** Who called, and what was called. */
export function CallFacts({ call }: { call: CallDetail }) {
  return (
    <>
      <Panel title="Who" anchor="facts">
        <Facts
          items={[
            ["Caller", `${call.callerKind} ${call.callerId}`],
            ["On behalf of", call.chain.length > 1 ? call.subjectId : null],
            ["Delegation", <Chain key="chain" chain={call.chain} />],
            ["Badge", call.badgeId ? <CopyId key="badge" id={call.badgeId} what="badge id" /> : null],
            ["Task", call.taskId ? <CopyId key="task" id={call.taskId} what="task id" /> : null],
            ["Task labels", labelsOf(call.inputs).join(", ")],
          ]}
        />
      </Panel>
      <Panel title="What">
        <Facts
          items={[
            [
              kindName(call.calleeKind),
              <Link key="callee" className={classes.link} href={assetHref(call.calleeKind, call.calleeName)}>
                {call.calleeName}
              </Link>,
            ],
            ["Version", call.calleeVersion === null ? null : `v${call.calleeVersion}`],
            [
              "Digest",
              call.calleeDigest ? <CopyId key="digest" id={call.calleeDigest} what="digest" /> : null,
            ],
            ["Operation", call.operation],
            ["Protocol", `${protocolName(call.protocol)} ${call.method}`],
            ["Action", call.action],
            ["Hop", String(call.hop)],
            ["Trace", <CopyId key="trace" id={call.traceId} what="trace id" />],
            ["Started", <Instant key="started" at={call.startedAt} />],
            ["Ended", call.endedAt ? <Instant key="ended" at={call.endedAt} /> : null],
            ["First byte", call.firstByteUs === null ? null : formatDuration(call.firstByteUs)],
            ["Upstream", upstream(call)],
            ["Sent", formatBytes(call.requestBytes)],
            ["Received", call.responseBytes === null ? null : formatBytes(call.responseBytes)],
          ]}
        />
      </Panel>
    </>
  );
}

function Chain({ chain }: { chain: readonly string[] }) {
  return (
    <ol className={classes.chain}>
      {chain.map((actor) => (
        <li key={actor}>{actor}</li>
      ))}
    </ol>
  );
}

function upstream(call: CallDetail): string | null {
  if (call.upstreamStatus === null && call.upstreamUs === null) return null;
  const parts = [
    call.upstreamStatus === null ? null : `status ${call.upstreamStatus}`,
    call.upstreamUs === null ? null : formatDuration(call.upstreamUs),
  ];
  return parts.filter((part) => part !== null).join(" in ");
}
