"use client";

import Link from "next/link";
import { formatDuration } from "../format/format-duration";
import { VisibleText } from "../viewers/visible-text";
import { CALL_STATUS } from "./call-status";
import classes from "./hops.module.css";
import type { TraceNode } from "./trace-tree";

const INDENT_PX = 14;
const MAX_INDENT = 16;
const MIN_BAR = 0.6;
const MS_US = 1000;

interface Props {
  id: string;
  node: TraceNode;
  /** The call whose page this is. */
  current: boolean;
  chosen: boolean;
}

/** One call of the trace. The timeline has the focus and the keys; the link is for the mouse. */
export function HopRow({ id, node, current, chosen }: Props) {
  const { call, depth } = node;
  const { label, icon: Icon, tone } = CALL_STATUS[call.status];
  const title = `${call.calleeName} · ${call.operation ?? call.method}`;
  const duration = formatDuration(call.durationUs);
  const start = `+${formatDuration(Math.round(node.startMs * MS_US))}`;
  const code = call.errorCode ? `, ${call.errorCode}` : "";
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row (aria-activedescendant).
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={chosen}
      aria-label={`${label}: ${title}${code}, ${duration}, at ${start}`}
      className={classes.row}
      data-current={current || undefined}
      data-problem={call.errorCode ? true : undefined}
    >
      <span className={classes.name}>
        <svg className={classes.indent} width={Math.min(depth, MAX_INDENT) * INDENT_PX} aria-hidden />
        <Icon size={14} aria-hidden color={`var(--${tone})`} />
        <Link href={`/calls/${call.id}`} prefetch={false} tabIndex={-1}>
          <VisibleText text={title} />
        </Link>
        {call.errorCode ? <code className={classes.code}>{call.errorCode}</code> : null}
      </span>
      <Bar node={node} />
      <span className={classes.figure}>{start}</span>
      <span className={classes.figure}>{duration}</span>
    </div>
  );
}

function Bar({ node }: { node: TraceNode }) {
  const refused = node.call.status === "denied" || node.call.status === "held";
  const width = Math.max(node.width * 100, MIN_BAR);
  const x = Math.min(node.start * 100, 100 - width);
  const failed = node.call.status === "failed" ? true : undefined;
  return (
    <svg className={classes.bars} aria-hidden>
      <rect
        className={refused ? classes.refused : classes.whole}
        data-failed={failed}
        x={`${x}%`}
        y="6"
        width={`${width}%`}
        height="8"
        rx="2"
      />
      {node.upstream > 0 ? (
        <rect
          className={classes.upstream}
          data-failed={failed}
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
