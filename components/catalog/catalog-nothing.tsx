import { Button } from "@mantine/core";
import Link from "next/link";
import { IconFilterOff, IconStack2, IconStar } from "@/components/icons";
import { EmptyState } from "../states/empty-state";
import { type CatalogFilters, isCatalogFiltered } from "./catalog-search";

/** Why the list is empty, and what to do next. */
export function CatalogNothing(props: { filters: CatalogFilters; onClear: () => void; onAll: () => void }) {
  const { filters, onClear, onAll } = props;
  const all = (
    <Button variant="default" size="xs" onClick={onAll}>
      Show all assets
    </Button>
  );
  if (isCatalogFiltered(filters)) {
    return (
      <EmptyState
        icon={<IconFilterOff size={18} aria-hidden />}
        title="No asset matches these filters"
        action={
          <Button variant="default" size="xs" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        There may be assets that do not match.
      </EmptyState>
    );
  }
  if (filters.scope === "starred") {
    return (
      <EmptyState
        icon={<IconStar size={18} aria-hidden />}
        title="You have not starred anything"
        action={all}
      >
        Star what you look at often; only you see your stars.
      </EmptyState>
    );
  }
  if (filters.scope === "owned") {
    return (
      <EmptyState icon={<IconStack2 size={18} aria-hidden />} title="You own no assets" action={all}>
        You own what belongs to the domains that you are a steward of, and what you have registered.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<IconStack2 size={18} aria-hidden />} title="Nothing is registered yet">
      <Link href="/catalog/register">Register</Link> an agent by its card, an MCP server or a model by its
      address: <code>POST /api/v1/agents</code>, described at{" "}
      <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.
    </EmptyState>
  );
}
