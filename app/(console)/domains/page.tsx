import { call } from "@orpc/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { DomainsTable } from "@/components/domains/domains-table";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listDomains } from "@/lib/registry/list-domains";

export const metadata = { title: "Domains" };

export default async function DomainsPage() {
  const context = operationContext(await requireUser());
  const { domains } = await call(listDomains, {}, { context });
  return (
    <Page>
      <PageHeader
        title="Domains"
        description="Who owns what: each asset belongs to one domain, and its people govern it."
        trail={[{ href: "/catalog", label: "Catalog" }]}
        help="domains"
      />
      <DomainsTable domains={domains} />
    </Page>
  );
}
