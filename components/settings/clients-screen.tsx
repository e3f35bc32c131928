"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { IconApps, IconFilterOff } from "@/components/icons";
import type { ClientView } from "@/lib/identity/operations/clients";
import { FacetMenu } from "../data/facet-menu";
import { SearchBox } from "../data/search-box";
import { Ago } from "../data/time";
import { formatCounted } from "../format/format-count";
import { EmptyState } from "../states/empty-state";
import type { TableColumn } from "../table/column";
import { ListTable } from "../table/list-table";
import tableClasses from "../table/table.module.css";
import { useListKeys } from "../table/use-list-keys";
import type { AddClientAction } from "./action-types";
import { AddClient } from "./add-client";
import { CLIENT_KIND_WORDS } from "./client-words";
import classes from "./settings.module.css";
import { clientSearch } from "./settings-search";
import { StateBadge } from "./state-badge";

const TYPING_MS = 250;
const KINDS = Object.entries(CLIENT_KIND_WORDS).map(([value, { label }]) => ({
  value: value as ClientView["kind"],
  label,
}));

/** The accounts of agents and programs. The address holds what is searched. */
export function ClientsScreen(props: {
  clients: readonly ClientView[];
  nextAfter: string | undefined;
  domains: readonly string[];
  add: AddClientAction;
}) {
  const { clients, nextAfter, domains, add } = props;
  const router = useRouter();
  const [search, setSearch] = useQueryStates(clientSearch, {
    history: "replace",
    shallow: false,
    throttleMs: TYPING_MS,
  });
  const active = useListKeys(clients, idOf, clientHref);
  const filtered = search.q !== "" || search.kind !== null || search.after !== "";
  return (
    <>
      <search className={classes.tools} aria-label="Filter clients">
        <SearchBox
          label="Search clients"
          placeholder="Title, agent or id"
          value={search.q}
          onChange={(q) => void setSearch({ q, after: "" })}
        />
        <FacetMenu
          label="Kind"
          chosen={search.kind === null ? [] : [search.kind]}
          options={KINDS}
          onChange={(chosen) => void setSearch({ kind: chosen.at(-1) ?? null, after: "" })}
        />
        <span className={classes.end}>
          <AddClient domains={domains} add={add} />
        </span>
      </search>
      {clients.length > 0 ? (
        <>
          <ListTable
            name="clients"
            label="Clients"
            columns={COLUMNS}
            rows={clients}
            rowId={idOf}
            activeId={active}
            onOpen={(client) => router.push(clientHref(client))}
            second={({ kind, clientId }) => `${CLIENT_KIND_WORDS[kind].label} · ${clientId}`}
          />
          <p className={classes.footer}>
            {formatCounted(clients.length, "client")}
            {nextAfter ? " shown, there are more" : ""}
            {nextAfter ? <Link href={nextHref(search, nextAfter)}>Next page</Link> : null}
          </p>
        </>
      ) : filtered ? (
        <EmptyState
          icon={<IconFilterOff size={18} aria-hidden />}
          title="No client matches this search"
          action={
            <Button
              variant="default"
              size="xs"
              onClick={() => void setSearch({ q: "", kind: null, after: "" })}
            >
              Show all clients
            </Button>
          }
        />
      ) : (
        <EmptyState icon={<IconApps size={18} aria-hidden />} title="There are no clients yet">
          An agent or program gets its badges as a client. Add one for each.
        </EmptyState>
      )}
    </>
  );
}

const COLUMNS: readonly TableColumn<ClientView>[] = [
  {
    id: "title",
    title: "Title",
    fixed: true,
    cell: (client) => (
      <Link href={clientHref(client)} prefetch={false} className={tableClasses.rowLink}>
        <bdi>{client.title}</bdi>
      </Link>
    ),
  },
  {
    id: "kind",
    title: "Kind",
    width: 96,
    needs: "some-room",
    cell: ({ kind }) => CLIENT_KIND_WORDS[kind].label,
  },
  { id: "roles", title: "Roles", width: 110, needs: "much-room", cell: ({ roles }) => roles.join(", ") },
  { id: "scopes", title: "Scopes", width: 110, needs: "much-room", cell: ({ scopes }) => scopes.join(" ") },
  { id: "state", title: "State", width: 104, cell: stateOf },
  {
    id: "used",
    title: "Last used",
    width: 96,
    align: "end",
    needs: "some-room",
    cell: ({ lastUsedAt }) => (lastUsedAt ? <Ago at={lastUsedAt.toISOString()} /> : "never"),
  },
];

function stateOf({ disabledAt }: ClientView) {
  return <StateBadge state={disabledAt ? "stopped" : "active"} />;
}

function idOf({ clientId }: ClientView): string {
  return clientId;
}

function clientHref({ clientId }: ClientView): string {
  return `/settings/clients/${encodeURIComponent(clientId)}`;
}

function nextHref(search: { q: string; kind: string | null }, after: string) {
  return {
    query: { ...(search.q ? { q: search.q } : {}), ...(search.kind ? { kind: search.kind } : {}), after },
  };
}
