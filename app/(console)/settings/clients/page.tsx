import { call } from "@orpc/server";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { ClientsScreen } from "@/components/settings/clients-screen";
import { NoLeave } from "@/components/settings/no-leave";
import { loadClientSearch } from "@/components/settings/settings-search";
import { PageHeader } from "@/components/shell/page-header";
import { listClients } from "@/lib/identity/operations/clients";
import { roleAllows } from "@/lib/identity/roles";
import { listDomains } from "@/lib/registry/list-domains";
import { addClient } from "./actions";

export const metadata = { title: "Clients" };

const MOST_CHARS = 200;

export default async function ClientsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const current = await requireUser();
  const header = (
    <PageHeader
      title="Clients"
      description="The accounts by which agents and programs get badges."
      help="settings"
    />
  );
  if (!roleAllows([current.user.role], "clients:read")) {
    return (
      <>
        {header}
        <NoLeave permission="clients:read" what="the clients" />
      </>
    );
  }
  const context = operationContext(current);
  const { q, kind, after } = await loadClientSearch(searchParams);
  const text = q.trim().slice(0, MOST_CHARS);
  const filter = {
    ...(text ? { q: text } : {}),
    ...(kind ? { kind } : {}),
    ...(after ? { after: after.slice(0, MOST_CHARS) } : {}),
  };
  const [{ clients, nextAfter }, { domains }] = await Promise.all([
    call(listClients, filter, { context }),
    call(listDomains, {}, { context }),
  ]);
  return (
    <>
      {header}
      <ClientsScreen
        clients={clients}
        nextAfter={nextAfter}
        domains={domains.map(({ name }) => name)}
        add={addClient}
      />
    </>
  );
}
