"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { IconStack2 } from "@/components/icons";
import { formatCount } from "../format/format-count";
import { EmptyState } from "../states/empty-state";
import type { TableColumn } from "../table/column";
import { DataTable } from "../table/data-table";
import screenClasses from "../table/list-screen.module.css";
import tableClasses from "../table/table.module.css";
import { useTableView } from "../table/use-table-view";

interface DomainRow {
  name: string;
  title: string;
  contact: string | null;
  assets: number;
  people: number;
}

/** Every domain, with how much it has and how many people govern it. */
export function DomainsTable({ domains }: { domains: readonly DomainRow[] }) {
  const router = useRouter();
  const [view, setView] = useTableView(
    "domains",
    COLUMNS.map(({ id }) => id),
  );
  if (domains.length === 0) {
    return (
      <EmptyState icon={<IconStack2 size={18} aria-hidden />} title="No domain yet">
        A domain is added through the API: <code>POST /api/v1/domains</code> with its name and title.
      </EmptyState>
    );
  }
  return (
    <div className={screenClasses.list}>
      <DataTable
        label="Domains"
        columns={COLUMNS}
        rows={domains}
        rowId={({ name }) => name}
        view={view}
        onView={setView}
        activeId={null}
        onOpen={({ name }) => router.push(domainHref(name))}
        second={({ contact }) => contact ?? "no contact"}
      />
    </div>
  );
}

const COLUMNS: readonly TableColumn<DomainRow>[] = [
  {
    id: "title",
    title: "Domain",
    fixed: true,
    cell: ({ name, title }) => (
      <Link className={tableClasses.rowLink} href={domainHref(name)} prefetch={false}>
        {title || name}
      </Link>
    ),
  },
  {
    id: "name",
    title: "Name",
    width: 180,
    needs: "some-room",
    cell: ({ name }) => <code>{name}</code>,
  },
  {
    id: "contact",
    title: "Contact",
    width: 260,
    needs: "some-room",
    cell: ({ contact }) => contact ?? "–",
  },
  { id: "people", title: "People", width: 88, align: "end", cell: ({ people }) => formatCount(people) },
  { id: "assets", title: "Assets", width: 88, align: "end", cell: ({ assets }) => formatCount(assets) },
];

export function domainHref(name: string): string {
  return `/domains/${encodeURIComponent(name)}`;
}
