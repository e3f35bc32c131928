"use client";

import { useMediaQuery } from "@mantine/hooks";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useAfterLoad } from "../data/use-after-load";
import { ErrorState } from "../states/error-state";
import classes from "./graph.module.css";
import { NO_GRAPH_FILTERS } from "./graph-filters";
import { GraphRegion } from "./graph-region";
import { GraphSkeleton } from "./graph-skeleton";
import { GraphTools } from "./graph-tools";
import { listedEdges } from "./shown-graph";
import { Summary } from "./summary";
import { useGraph } from "./use-graph";
import { useGraphSearch, useSeenGraph } from "./use-graph-state";

/** Loaded with the first part that is opened. Without something to show meanwhile the whole page would wait, and lose the focus. */
const GraphPanel = dynamic(() => import("./panel/graph-panel").then((module) => module.GraphPanel), {
  loading: () => null,
});

/** Who calls whom: as a graph and as a table, live or replayed. The address holds all of it. */
export function GraphScreen() {
  const [search, setSearch] = useGraphSearch();
  const { found, live } = useGraph(search);
  const seen = useSeenGraph(found.data, search);
  const loaded = useAfterLoad();
  const narrow = useMediaQuery("(max-width: 48em)");
  const [jump, setJump] = useState({ to: "", nth: 0 });
  const view = search.view ?? (narrow === undefined ? undefined : narrow ? "table" : "graph");
  const next = () => {
    const ids = seen?.shown.found ?? [];
    const to = ids[(ids.indexOf(search.at) + 1) % ids.length];
    if (!to) return;
    void setSearch({ at: to });
    setJump({ to, nth: jump.nth + 1 });
  };
  const toggleTools = (server: string) =>
    void setSearch(({ tools }) => ({
      tools: tools.includes(server) ? tools.filter((one) => one !== server) : [...tools, server],
    }));
  const close = () => void setSearch(search.panel ? { panel: false } : { at: "" });
  const open = (id: string) => void setSearch({ at: id, panel: true });
  return (
    <div className={classes.screen} data-panel={search.panel || undefined}>
      <div className={classes.main}>
        <GraphTools
          search={search}
          setSearch={(change) => void setSearch(change)}
          view={view}
          live={live}
          graph={found.data}
          seen={seen}
          onNext={next}
        />
        {found.isError ? (
          <ErrorState error={found.error} retry={() => void found.refetch()} />
        ) : seen && found.data ? (
          <>
            <Summary shown={seen.shown} cut={found.data.cut} />
            <GraphRegion
              seen={seen}
              search={search}
              view={view}
              edges={listedEdges(seen.shown, search.q)}
              jump={jump}
              onAt={(at) => void setSearch({ at })}
              onOpen={open}
              onClose={close}
              onReadNew={() => void setSearch({ panel: false })}
              onToggleTools={toggleTools}
              onSort={(sort) =>
                void setSearch({ sort: sort?.column ?? null, desc: sort?.descending ?? null })
              }
              onClear={() => void setSearch(NO_GRAPH_FILTERS)}
            />
          </>
        ) : (
          <GraphSkeleton />
        )}
      </div>
      {loaded && search.panel && search.at && seen ? (
        <GraphPanel
          model={seen.model}
          at={search.at}
          span={seen.span}
          rangeMs={seen.rangeMs}
          brief={seen.frame !== null}
          opened={search.tools}
          onAt={(at) => void setSearch({ at })}
          onClose={close}
          onToggleTools={toggleTools}
        />
      ) : null}
    </div>
  );
}
