"use client";

import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { IconMinus, IconPlus } from "@/components/icons";
import { kindName } from "../../calls/protocol-names";
import { formatErrors, formatRate } from "../format-figures";
import { HealthBadge } from "../health-badge";
import { KindIcon } from "../kind-icon";
import classes from "./drawing.module.css";
import { useDrawn } from "./drawn-store";

/** A part of the mesh: what it is, how it does, how much passes. */
export const PartNode = memo(function PartNode({ id }: NodeProps) {
  const node = useDrawn(({ model }) => model.nodes.get(id));
  const rangeMs = useDrawn((drawn) => drawn.rangeMs);
  const state = useDrawn(({ at, near, found }) =>
    [at === id ? "at" : "", near.has(id) ? "near" : "", found.has(id) ? "found" : ""].join(" ").trim(),
  );
  const opened = useDrawn((drawn) => node?.kind === "mcp-server" && drawn.opened.includes(node.name));
  const onToggleTools = useDrawn((drawn) => drawn.onToggleTools);
  if (!node) return null;
  const { figures, kind, title, health, domain, toolCount, name } = node;
  return (
    <div
      className={classes.node}
      data-health={health}
      data-state={state || undefined}
      title={`${title} – ${kindName(kind)}`}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} className={classes.handle} />
      <span className={classes.title}>
        <KindIcon kind={kind} />
        <span className={classes.name}>{title}</span>
        {kind === "mcp-server" && toolCount > 0 ? (
          <button
            type="button"
            tabIndex={-1}
            className={classes.tools}
            title={opened ? "Hide its tools" : "Show its tools"}
            onClick={(event) => {
              event.stopPropagation();
              onToggleTools(name);
            }}
          >
            {toolCount}
            {opened ? <IconMinus size={12} aria-hidden /> : <IconPlus size={12} aria-hidden />}
          </button>
        ) : null}
      </span>
      <span className={classes.line}>
        <HealthBadge health={health} />
        <span className={classes.figures}>
          {figures && figures.calls > 0
            ? `${formatRate(figures.calls, rangeMs)}${figures.failed > 0 ? ` · ${formatErrors(figures)}` : ""}`
            : (domain ?? kindName(kind))}
        </span>
      </span>
      <Handle type="source" position={Position.Right} isConnectable={false} className={classes.handle} />
    </div>
  );
});
