import { call } from "@orpc/server";
import { notFound } from "next/navigation";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { ClientDetail } from "@/components/settings/client-detail";
import { NoLeave } from "@/components/settings/no-leave";
import { StateBadge } from "@/components/settings/state-badge";
import { PageHeader } from "@/components/shell/page-header";
import { getClient } from "@/lib/identity/operations/clients";
import { roleAllows } from "@/lib/identity/roles";
import { resumeClient, revokeClientBadges, rotateClientSecret, stopClient } from "../actions";

export const metadata = { title: "Client" };

const MOST_CHARS = 200;

export default async function ClientPage({ params }: { params: Promise<{ id: string }> }) {
  const current = await requireUser();
  if (!roleAllows([current.user.role], "clients:read")) {
    return <NoLeave permission="clients:read" what="the clients" />;
  }
  const clientId = idOf((await params).id);
  if (clientId === undefined) notFound();
  const client = await orNotFound(call(getClient, { clientId }, { context: operationContext(current) }));
  return (
    <>
      <PageHeader
        title={<bdi>{client.title}</bdi>}
        trail={[{ href: "/settings/clients", label: "Clients" }]}
        actions={<StateBadge state={client.disabledAt ? "stopped" : "active"} />}
        help="settings"
      />
      <ClientDetail
        client={client}
        actions={{
          rotate: rotateClientSecret,
          revoke: revokeClientBadges,
          stop: stopClient,
          resume: resumeClient,
        }}
      />
    </>
  );
}

/** The id of an app can be an address, so it is encoded in ours; undefined for what nobody could have as id. */
function idOf(segment: string): string | undefined {
  try {
    const id = decodeURIComponent(segment);
    return id.length <= MOST_CHARS && !id.includes("\0") ? id : undefined;
  } catch {
    return undefined;
  }
}
