import Link from "next/link";
import { IconAffiliate } from "@/components/icons";
import { EmptyState } from "../states/empty-state";
import type { GraphSearch } from "./graph-search";

/** Nobody has called anybody in this time: why, and what makes the first line. */
export function NoTraffic({ hasParts, range }: { hasParts: boolean; range: GraphSearch["range"] }) {
  return (
    <EmptyState icon={<IconAffiliate size={18} aria-hidden />} title="No calls in this time">
      {hasParts ? (
        <>
          The parts of this mesh are in the <Link href="/catalog">catalog</Link>
          {range === "7d" ? ". " : ", and a longer time may show calls. "}
          To make a call, take a client of an agent and use its credentials as{" "}
          <Link href="/docs/graph">the documentation shows</Link>: it appears here while it happens.
        </>
      ) : (
        <>
          A line appears with the first call from one part of the mesh to another. Register an agent, an MCP
          server or a model in the <Link href="/catalog">catalog</Link>, then make a call as{" "}
          <Link href="/docs/graph">the documentation shows</Link>.
        </>
      )}
    </EmptyState>
  );
}
