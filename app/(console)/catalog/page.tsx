import { call } from "@orpc/server";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import classes from "@/components/catalog/catalog.module.css";
import { CatalogFilters } from "@/components/catalog/catalog-filters";
import {
  type CatalogSearch,
  isCatalogFiltered,
  loadCatalogSearch,
} from "@/components/catalog/catalog-search";
import { CatalogTable } from "@/components/catalog/catalog-table";
import { formatCounted } from "@/components/format/format-count";
import { IconFilterOff, IconStack2 } from "@/components/icons";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states/empty-state";
import { listAssets } from "@/lib/registry/list-assets";

export const metadata = { title: "Catalog" };

const PAGE_SIZE = 100;
const CURSOR = /^[a-z-]+\/.{1,200}$/;

export default async function CatalogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = operationContext(await requireUser());
  const search = await loadCatalogSearch(searchParams);
  const found = await call(listAssets, { ...inputOf(search), limit: PAGE_SIZE }, { context });
  return (
    <Page>
      <PageHeader title="Catalog" description="Agents, tools, models and policies that this mesh governs." />
      <CatalogFilters facets={found.facets} />
      {found.items.length > 0 ? (
        <>
          <CatalogTable assets={found.items} />
          <p className={classes.footer}>
            {found.items.length < found.total
              ? `${found.items.length} of ${formatCounted(found.total, "asset")}`
              : formatCounted(found.total, "asset")}
            {found.next ? (
              <Link href={{ query: { ...(await searchParams), after: found.next } }}>Next page</Link>
            ) : null}
          </p>
        </>
      ) : (
        <Nothing filtered={isCatalogFiltered(search)} />
      )}
    </Page>
  );
}

function inputOf(search: CatalogSearch) {
  const { kind, domain, lifecycle, q, after } = search;
  return {
    ...(kind.length > 0 ? { kind } : {}),
    ...(domain.length > 0 ? { domain } : {}),
    ...(lifecycle.length > 0 ? { lifecycle } : {}),
    ...(q.trim() ? { q: q.trim().slice(0, 200) } : {}),
    ...(CURSOR.test(after) ? { after } : {}),
  };
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={<IconFilterOff size={18} aria-hidden />} title="No asset matches these filters">
        <Link href="/catalog">Show the whole catalog</Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<IconStack2 size={18} aria-hidden />} title="Nothing is registered yet">
      Register an agent by its card, an MCP server or a model by its address: <code>POST /api/v1/agents</code>
      . The description is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.
    </EmptyState>
  );
}
