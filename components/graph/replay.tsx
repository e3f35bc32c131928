"use client";

import type { MeshGraph } from "@/lib/records/mesh-graph.schema";
import type { GraphSearch } from "./graph-search";
import { ReplayBar } from "./replay-bar";
import { useReplay } from "./use-replay";

/** The replay of the range, once its spans have been read. Where it stands is in the address. */
export function Replay(props: {
  graph: MeshGraph;
  frame: number;
  setSearch: (change: Partial<GraphSearch>) => void;
}) {
  const { graph, frame, setSearch } = props;
  const onFrame = (to: number) => setSearch({ frame: to });
  const { playing, speed, setSpeed, play } = useReplay(frame, graph.frames, onFrame);
  return (
    <ReplayBar
      graph={graph}
      frame={Math.min(Math.max(frame, 0), graph.frames - 1)}
      playing={playing}
      speed={speed}
      onFrame={onFrame}
      onPlay={play}
      onSpeed={setSpeed}
      onLeave={() => setSearch({ frame: null })}
    />
  );
}
