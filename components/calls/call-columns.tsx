import Link from "next/link";
import type { CallSummary } from "@/lib/records/call.schema";
import { Money } from "../data/money";
import { Ago } from "../data/time";
import { formatCount } from "../format/format-count";
import { formatDuration } from "../format/format-duration";
import type { TableColumn } from "../table/column";
import tableClasses from "../table/table.module.css";
import { CallStatusBadge } from "./call-status";
import classes from "./calls.module.css";
import { protocolName } from "./protocol-names";

/**
 * The columns of a list of calls.
 * @param onOpen opens a call beside the list; on a narrow window the link leads to its page
 */
export function callColumns(onOpen: (call: CallSummary) => void): readonly TableColumn<CallSummary>[] {
  return [
    {
      id: "status",
      title: "Status",
      width: 148,
      cell: ({ status }) => <CallStatusBadge status={status} />,
    },
    { id: "caller", title: "Caller", width: 220, needs: "some-room", cell: ({ callerId }) => callerId },
    { id: "callee", title: "Called", fixed: true, cell: (call) => <Callee call={call} onOpen={onOpen} /> },
    {
      id: "method",
      title: "Protocol",
      width: 180,
      needs: "much-room",
      cell: ({ protocol, method }) => (
        <>
          {protocolName(protocol)} <span className={classes.dim}>{method}</span>
        </>
      ),
    },
    {
      id: "duration",
      title: "Duration",
      width: 96,
      align: "end",
      sortable: true,
      needs: "some-room",
      cell: ({ durationUs }) => formatDuration(durationUs),
    },
    { id: "tokens", title: "Tokens", width: 72, align: "end", needs: "much-room", cell: tokens },
    { id: "cost", title: "Cost", width: 96, align: "end", sortable: true, needs: "some-room", cell: cost },
    {
      id: "started",
      title: "Started",
      width: 96,
      align: "end",
      needs: "some-room",
      cell: ({ startedAt }) => <Ago at={startedAt} />,
    },
  ];
}

/** What stands below the callee where the other columns have no room. */
export function callSecondLine(call: CallSummary) {
  return (
    <>
      <Ago at={call.startedAt} />
      {call.durationUs === null ? "" : ` · ${formatDuration(call.durationUs)}`} · {call.callerId}
    </>
  );
}

function Callee({ call, onOpen }: { call: CallSummary; onOpen: (call: CallSummary) => void }) {
  return (
    <Link
      href={`/calls/${call.id}`}
      prefetch={false}
      className={tableClasses.rowLink}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || !isWide()) return;
        event.preventDefault();
        onOpen(call);
      }}
    >
      {call.calleeName}
      {call.operation && call.operation !== call.calleeName ? (
        <span className={classes.dim}> · {call.operation}</span>
      ) : null}
      {call.errorCode ? <code className={classes.code}>{call.errorCode}</code> : null}
    </Link>
  );
}

/** On a narrow window there is no room beside the list. */
function isWide(): boolean {
  return window.matchMedia("(min-width: 64em)").matches;
}

function tokens(call: CallSummary): string {
  if (call.inputTokens === null && call.outputTokens === null) return "–";
  return formatCount((call.inputTokens ?? 0) + (call.outputTokens ?? 0));
}

function cost(call: CallSummary) {
  if (call.cost === null || call.currency === null) return "–";
  return <Money cost={call.cost} currency={call.currency} />;
}
