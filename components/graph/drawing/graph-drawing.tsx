"use client";

import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Unseen } from "../../data/unseen";
import { ErrorState } from "../../states/error-state";
import type { GraphModel } from "../graph-model";
import type { ShownGraph } from "../shown-graph";
import { type Step, sentenceAt, stepFrom } from "../walk";
import classes from "./drawing.module.css";
import { createDrawnStore, type Drawn, DrawnContext } from "./drawn-store";
import { Flow } from "./flow";
import { Legend } from "./legend";
import { nearOf } from "./near-of";
import { usePositions } from "./use-positions";
import { useView } from "./use-view";
import { ViewButtons } from "./view-buttons";

export interface GraphDrawingProps {
  model: GraphModel;
  shown: ShownGraph;
  rangeMs: number;
  at: string;
  /** Whether the panel is open: then nothing new appears. */
  reading: boolean;
  opened: readonly string[];
  /** Counts up when the reader asks for the next match. */
  jump: { to: string; nth: number };
  onAt: (id: string) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
  onToggleTools: (server: string) => void;
  onReadNew: () => void;
}

/** The graph with its keys. Drawn in the browser only: the library places nodes with styles, which the server's markup may not carry. */
export function GraphDrawing(props: GraphDrawingProps) {
  return (
    <ReactFlowProvider>
      <Frame {...props} />
    </ReactFlowProvider>
  );
}

const NO_BENDS: Drawn["bends"] = new Map();
const STEPS: readonly string[] = [
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
] satisfies Step[];

function Frame(props: GraphDrawingProps) {
  const { model, shown, at } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [arrangement, setArrangement] = useState(0);
  const ids = shown.nodes.map(({ id }) => id);
  const key = `${arrangement} ${props.opened.join(" ")}`;
  const placed = usePositions(key, ids, shown.edges, props.reading);
  const { waiting, error, retry } = placed;
  const positions = placed.arrangement?.positions;
  const view = useView(frame, positions);
  const store = useDrawnStore(props, placed.arrangement?.bends ?? NO_BENDS);
  useFirstView(positions !== undefined, key, () => {
    const place = at && (model.edges.get(at)?.target ?? at);
    if (place && positions?.has(place)) view.center(place);
    else view.fit(undefined, 0);
  });
  const toJump = useEffectEvent(() => view.center(props.jump.to));
  useEffect(() => {
    if (props.jump.nth > 0) toJump();
  }, [props.jump.nth]);
  if (error) return <ErrorState error={error} retry={retry} />;
  const onKey = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (STEPS.includes(event.key) && positions) {
      const next = stepFrom(at, event.key as Step, shown, positions);
      if (next) {
        props.onAt(next);
        view.center(model.edges.get(next)?.target ?? next);
      }
    } else if (event.key === "Enter" && at) props.onOpen(at);
    else if (event.key === "Escape") props.onClose();
    else if (event.key === "+" || event.key === "=") view.zoomIn();
    else if (event.key === "-") view.zoomOut();
    else if (event.key === "0") view.fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={classes.frame}>
      <div
        ref={frame}
        className={classes.canvas}
        role="application"
        aria-label="Mesh graph"
        aria-describedby="graph-keys"
        aria-busy={positions === undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the whole drawing is one stop; arrows walk within it.
        tabIndex={0}
        onKeyDown={onKey}
      >
        <div className={classes.picture} aria-hidden>
          {positions ? (
            <DrawnContext value={store}>
              <Flow
                shown={shown}
                positions={positions}
                walking={at !== ""}
                finding={shown.found.length > 0}
                onPick={props.onOpen}
                onLeave={props.onClose}
              />
            </DrawnContext>
          ) : (
            <p className={classes.arranging}>Arranging the graph…</p>
          )}
        </div>
      </div>
      <Unseen as="p" id="graph-keys">
        Arrow keys walk to neighbours, Enter opens details, Escape closes them, plus and minus zoom, 0 shows
        everything. The same connections are in the table.
      </Unseen>
      <Unseen as="p" aria-live="polite">
        {sentenceAt(at, model, shown)}
      </Unseen>
      <ViewButtons
        view={view}
        waiting={waiting}
        onReadNew={props.onReadNew}
        onArrange={() => setArrangement(arrangement + 1)}
      />
      <Legend />
    </div>
  );
}

/** What the parts draw, passed on after each drawing. */
function useDrawnStore(props: GraphDrawingProps, bends: Drawn["bends"]) {
  const { model, rangeMs, at, shown, opened, onToggleTools } = props;
  const found = new Set(shown.found);
  const drawn: Drawn = { model, bends, rangeMs, at, near: nearOf(at, shown), found, opened, onToggleTools };
  const [store] = useState(() => createDrawnStore(drawn));
  useEffect(() => store.set(drawn));
  return store;
}

/** Shows a new arrangement whole, once. */
function useFirstView(ready: boolean, key: string, show: () => void): void {
  const run = useEffectEvent(show);
  const seen = useRef<string>(undefined);
  useEffect(() => {
    if (!ready || seen.current === key) return;
    seen.current = key;
    run();
  }, [ready, key]);
}
