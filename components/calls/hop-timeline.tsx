"use client";

import { Button } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { IconAlertTriangle } from "@/components/icons";
import { useInBrowser, useNow } from "../data/clock";
import { formatDuration } from "../format/format-duration";
import { HopRow } from "./hop-row";
import { axisTicks, isProblem, problemRows } from "./hop-rows";
import classes from "./hops.module.css";
import { type HopCall, traceSpan, traceTree } from "./trace-tree";

const ROW_PX = 30;
const OVERSCAN = 12;
const FIRST_ROWS = 40;
const FIRST_HEIGHT_PX = 480;
const MS_US = 1000;

/**
 * A trace as a tree of calls with a bar where each one's time was. Every figure stands in its row, so the rows are the chart's table too; only those near the window are drawn. Up and down move, Enter
 * opens.
 */
export function HopTimeline({ calls, current }: { calls: readonly HopCall[]; current: string }) {
  const router = useRouter();
  const id = useId();
  const now = useNow();
  const inBrowser = useInBrowser();
  const box = useRef<HTMLDivElement>(null);
  const [only, setOnly] = useState(false);
  const [chosen, setChosen] = useState(current);
  const nodes = useMemo(() => traceTree(calls, now), [calls, now]);
  const rows = useMemo(() => (only ? problemRows(nodes) : nodes), [nodes, only]);
  const problems = useMemo(() => calls.filter(isProblem).length, [calls]);
  const { spanMs } = useMemo(() => traceSpan(calls, now), [calls, now]);
  const index = Math.max(
    rows.findIndex((row) => row.call.id === chosen),
    0,
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    initialRect: { width: 0, height: FIRST_HEIGHT_PX },
  });
  useEffect(() => {
    virtual.scrollToIndex(index, { align: "auto" });
  }, [virtual, index]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = rows[to ?? index];
    if (to !== undefined && row) setChosen(row.call.id);
    else if (event.key === "Enter" && row) router.push(`/calls/${row.call.id}`);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const items = inBrowser ? virtual.getVirtualItems() : [];
  const shown = inBrowser ? items.map((item) => item.index) : rows.slice(0, FIRST_ROWS).map((_, at) => at);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div>
      {problems > 0 ? (
        <Button
          variant="default"
          size="xs"
          className={classes.problems ?? ""}
          aria-pressed={only}
          leftSection={<IconAlertTriangle size={14} aria-hidden />}
          onClick={() => setOnly(!only)}
        >
          {only ? "Show all calls" : `Only refused and failed (${problems})`}
        </Button>
      ) : null}
      <div className={classes.head} aria-hidden>
        <span>Call</span>
        <svg className={classes.axis} aria-hidden>
          {axisTicks(spanMs).map((tick) => (
            <text
              key={tick}
              x={`${(tick / spanMs) * 100}%`}
              y="12"
              textAnchor={tick === 0 ? "start" : tick / spanMs > 0.9 ? "end" : "middle"}
            >
              {tick === 0 ? "0" : formatDuration(Math.round(tick * MS_US))}
            </text>
          ))}
        </svg>
        <span className={classes.figure}>Start</span>
        <span className={classes.figure}>Duration</span>
      </div>
      <div
        ref={box}
        role="tree"
        tabIndex={0}
        aria-label="Calls of the trace"
        aria-activedescendant={shown.includes(index) ? `${id}-${index}` : undefined}
        className={classes.rows}
        onKeyDown={onKeyDown}
      >
        {inBrowser && above > 0 ? <div role="none" style={{ height: above }} /> : null}
        {shown.map((at) => {
          const node = rows[at];
          return node ? (
            <HopRow
              key={node.call.id}
              id={`${id}-${at}`}
              node={node}
              current={node.call.id === current}
              chosen={at === index}
            />
          ) : null;
        })}
        {inBrowser && below > 0 ? <div role="none" style={{ height: below }} /> : null}
      </div>
      <p className={classes.legend}>
        <span>
          <Swatch className={classes.whole} /> in the mesh
        </span>
        <span>
          <Swatch className={classes.upstream} /> with the callee
        </span>
        <span>
          <Swatch className={classes.refused} /> refused
        </span>
      </p>
    </div>
  );
}

function Swatch({ className }: { className: string | undefined }) {
  return (
    <svg width="12" height="8" aria-hidden>
      <rect className={className} width="12" height="8" rx="2" />
    </svg>
  );
}
