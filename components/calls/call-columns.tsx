import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import { formatCost } from "@/lib/cost/format-cost";
import type { CallSummary } from "@/lib/records/call.schema";
import { Ago } from "../data/time";
import { formatCount } from "../format/format-count";
import { formatDuration } from "../format/format-duration";
import { CallStatusBadge } from "./call-status";
import classes from "./calls.module.css";
import { protocolName } from "./protocol-names";

export const callFeatures = tableFeatures({});
const column = createColumnHelper<typeof callFeatures, CallSummary>();

/** The columns of a list of calls; the class decides width and on which windows a column is shown. */
export const CALL_COLUMNS = column.columns([
  column.display({
    id: "status",
    header: "Status",
    cell: ({ row }) => <CallStatusBadge status={row.original.status} />,
  }),
  column.display({ id: "caller", header: "Caller", cell: ({ row }) => row.original.callerId }),
  column.display({ id: "callee", header: "Called", cell: ({ row }) => <Callee call={row.original} /> }),
  column.display({
    id: "method",
    header: "Protocol",
    cell: ({ row }) => (
      <>
        {protocolName(row.original.protocol)} <span className={classes.dim}>{row.original.method}</span>
      </>
    ),
  }),
  column.display({
    id: "duration",
    header: "Duration",
    cell: ({ row }) => formatDuration(row.original.durationUs),
  }),
  column.display({ id: "tokens", header: "Tokens", cell: ({ row }) => tokens(row.original) }),
  column.display({ id: "cost", header: "Cost", cell: ({ row }) => cost(row.original) }),
  column.display({
    id: "started",
    header: "Started",
    cell: ({ row }) => <Ago at={row.original.startedAt} />,
  }),
]);

function Callee({ call }: { call: CallSummary }) {
  return (
    <>
      {call.calleeName}
      {call.operation && call.operation !== call.calleeName ? (
        <span className={classes.dim}> · {call.operation}</span>
      ) : null}
      {call.errorCode ? <code className={classes.code}>{call.errorCode}</code> : null}
    </>
  );
}

function tokens(call: CallSummary): string {
  if (call.inputTokens === null && call.outputTokens === null) return "–";
  return formatCount((call.inputTokens ?? 0) + (call.outputTokens ?? 0));
}

function cost(call: CallSummary): string {
  return call.cost === null || call.currency === null ? "–" : formatCost(call.cost, call.currency);
}
