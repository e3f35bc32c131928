"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { IconFilterOff } from "@/components/icons";
import { useAfterLoad } from "../data/use-after-load";
import { EmptyState } from "../states/empty-state";
import type { TableSort } from "../table/column";
import { useTableView } from "../table/use-table-view";
import { EdgeTable } from "./edge-table";
import type { ModelEdge } from "./graph-model";
import type { GraphSearch } from "./graph-search";
import { GraphSkeleton } from "./graph-skeleton";
import { NoTraffic } from "./no-traffic";
import type { SeenGraph } from "./use-graph-state";

/** The drawing and its library come after everything that can be read without them. */
const GraphDrawing = dynamic(() => import("./drawing/graph-drawing").then((module) => module.GraphDrawing), {
  ssr: false,
  loading: () => <GraphSkeleton />,
});

const COLUMNS = ["connection", "health", "calls", "rate", "errors", "denied", "p50", "p95", "cost", "last"];

/** The graph or the table, or why there is nothing of it. */
export function GraphRegion(props: {
  seen: SeenGraph;
  search: GraphSearch;
  /** Undefined until the width of the window is known. */
  view: "graph" | "table" | undefined;
  edges: readonly ModelEdge[];
  jump: { to: string; nth: number };
  onAt: (id: string) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
  onReadNew: () => void;
  onToggleTools: (server: string) => void;
  onSort: (sort: TableSort | undefined) => void;
  onClear: () => void;
}) {
  const { seen, search, edges } = props;
  const [tableView, setTableView] = useTableView("graph", COLUMNS);
  const loaded = useAfterLoad();
  const { model, shown, rangeMs } = seen;
  if (![...model.edges.values()].some(({ parts }) => parts.length > 0) && !search.view) {
    return <NoTraffic hasParts={model.nodes.size > 0} range={search.range} />;
  }
  if (props.view === undefined) return <GraphSkeleton />;
  const isEmpty = props.view === "graph" ? shown.nodes.length === 0 : edges.length === 0;
  if (isEmpty && model.edges.size > 0) {
    return (
      <EmptyState
        icon={<IconFilterOff size={18} aria-hidden />}
        title="Everything is hidden"
        action={
          <Button variant="default" size="xs" onClick={props.onClear}>
            Clear filters
          </Button>
        }
      >
        There are {model.edges.size} connections that these filters leave out.
      </EmptyState>
    );
  }
  if (isEmpty) return <NoTraffic hasParts={model.nodes.size > 0} range={search.range} />;
  if (props.view === "table") {
    return (
      <EdgeTable
        edges={edges}
        nodes={model.nodes}
        rangeMs={rangeMs}
        at={search.at}
        sort={{ column: search.sort, descending: search.desc }}
        view={tableView}
        onView={(change) => setTableView(change)}
        onSort={props.onSort}
        onAt={props.onAt}
        onOpen={props.onOpen}
        onClose={props.onClose}
      />
    );
  }
  if (!loaded) return <GraphSkeleton />;
  return (
    <GraphDrawing
      model={model}
      shown={shown}
      rangeMs={rangeMs}
      at={search.at}
      reading={search.panel}
      opened={search.tools}
      jump={props.jump}
      onAt={props.onAt}
      onOpen={props.onOpen}
      onClose={props.onClose}
      onToggleTools={props.onToggleTools}
      onReadNew={props.onReadNew}
    />
  );
}
