"use client";

import Link from "next/link";
import type { CallDetail } from "@/lib/records/call.schema";
import { useNow } from "../data/clock";
import { Panel } from "../data/panel";
import { formatCounted } from "../format/format-count";
import { formatDuration } from "../format/format-duration";
import { CALL_STATUS } from "./call-status";
import classes from "./call-view.module.css";
import { type TraceNode, traceTree } from "./trace-tree";

const INDENT_PX = 14;
const MIN_BAR = 0.6;

/** The calls of the trace as a tree, each with a bar where its time was. The table is the chart: every figure stands in it. */
export function CallTrace({ call }: { call: CallDetail }) {
  const nodes = traceTree(call.trace, useNow());
  if (nodes.length === 0) return null;
  const count = call.traceCut ? `first ${call.trace.length} calls` : formatCounted(nodes.length, "call");
  return (
    <Panel title="Hops" aside={count}>
      <table className={classes.trace}>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Timeline</th>
            <th scope="col">Duration</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <TraceRow key={node.call.id} node={node} current={node.call.id === call.id} />
          ))}
        </tbody>
      </table>
      {nodes.some((node) => node.upstream > 0) ? (
        <p className={classes.legend}>
          <span>
            <Swatch className={classes.barWhole} /> in the mesh
          </span>
          <span>
            <Swatch className={classes.barUpstream} /> with the callee
          </span>
        </p>
      ) : null}
    </Panel>
  );
}

function TraceRow({ node, current }: { node: TraceNode; current: boolean }) {
  const { call } = node;
  const { label, icon: Icon, tone } = CALL_STATUS[call.status];
  return (
    <tr data-current={current || undefined}>
      <td>
        <span className={classes.node}>
          <svg className={classes.indent} width={node.depth * INDENT_PX} aria-hidden />
          <Icon size={14} aria-label={label} color={`var(--${tone})`} />
          {current ? (
            <strong aria-current="true">{titleOf(call)}</strong>
          ) : (
            <Link href={`/calls/${call.id}`} prefetch={false}>
              {titleOf(call)}
            </Link>
          )}
        </span>
      </td>
      <td>
        <Bar node={node} />
      </td>
      <td>{formatDuration(call.durationUs)}</td>
    </tr>
  );
}

function titleOf(call: TraceNode["call"]): string {
  return `${call.calleeName} · ${call.operation ?? call.method}`;
}

function Bar({ node }: { node: TraceNode }) {
  const tone = node.call.status === "denied" || node.call.status === "failed" ? node.call.status : undefined;
  const width = Math.max(node.width * 100, MIN_BAR);
  const x = Math.min(node.start * 100, 100 - width);
  return (
    <svg className={classes.bars} aria-hidden>
      <rect
        className={classes.barWhole}
        data-tone={tone}
        x={`${x}%`}
        y="6"
        width={`${width}%`}
        height="8"
        rx="2"
      />
      {node.upstream > 0 ? (
        <rect
          className={classes.barUpstream}
          data-tone={tone}
          x={`${x + width * node.before}%`}
          y="6"
          width={`${width * node.upstream}%`}
          height="8"
          rx="2"
        />
      ) : null}
    </svg>
  );
}

function Swatch({ className }: { className: string | undefined }) {
  return (
    <svg width="12" height="8" aria-hidden>
      <rect className={className} width="12" height="8" rx="2" />
    </svg>
  );
}
