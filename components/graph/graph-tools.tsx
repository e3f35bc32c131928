"use client";

import { Button } from "@mantine/core";
import { IconHistory, IconPlayerPause, IconPlayerPlay } from "@/components/icons";
import type { MeshGraph } from "@/lib/records/mesh-graph.schema";
import { LiveBadge } from "../calls/live-badge";
import type { LiveState } from "../calls/use-live-calls";
import classes from "./graph.module.css";
import { GraphFilters } from "./graph-filters";
import { type GraphSearch, isMoving } from "./graph-search";
import { RangeChoice } from "./range-choice";
import { Replay } from "./replay";
import type { SeenGraph } from "./use-graph-state";
import { ViewTabs } from "./view-tabs";

/** Everything above the graph: what time, which view, live or not, and what is looked for. */
export function GraphTools(props: {
  search: GraphSearch;
  setSearch: (change: Partial<GraphSearch>) => void;
  view: "graph" | "table" | undefined;
  live: LiveState;
  graph: MeshGraph | undefined;
  seen: SeenGraph | undefined;
  onNext: () => void;
}) {
  const { search, setSearch, graph, seen, live } = props;
  return (
    <>
      <div className={classes.tools}>
        <ViewTabs view={props.view} onChange={(view) => setSearch({ view })} />
        <RangeChoice range={search} onChange={(range) => setSearch({ ...range, frame: null })} />
        <div className={classes.live}>
          <LiveBadge state={live} heardAt={graph && isMoving(search) ? Date.parse(graph.to) : undefined} />
          <Button
            variant="default"
            disabled={!isMoving(search)}
            aria-pressed={search.live}
            leftSection={
              search.live ? (
                <IconPlayerPause size={14} aria-hidden />
              ) : (
                <IconPlayerPlay size={14} aria-hidden />
              )
            }
            onClick={() => setSearch({ live: !search.live })}
          >
            {search.live ? "Pause" : "Resume"}
          </Button>
          <Button
            variant="default"
            aria-pressed={search.frame !== null}
            disabled={!graph || graph.edges.length === 0}
            leftSection={<IconHistory size={14} aria-hidden />}
            onClick={() => {
              if (search.frame !== null) setSearch({ frame: null });
              else if (graph)
                setSearch({ range: "custom", from: new Date(graph.from), to: new Date(graph.to), frame: 0 });
            }}
          >
            Replay
          </Button>
        </div>
      </div>
      {search.frame !== null && graph ? (
        <Replay graph={graph} frame={search.frame} setSearch={setSearch} />
      ) : null}
      {seen ? (
        <div className={classes.filters}>
          <GraphFilters
            filters={search}
            nodes={seen.model.nodes}
            found={seen.shown.found.length}
            onChange={setSearch}
            onNext={props.onNext}
          />
        </div>
      ) : null}
    </>
  );
}
