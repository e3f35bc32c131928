import { call } from "@orpc/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { ImportScreen } from "@/components/register/import-screen";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listDomains } from "@/lib/registry/list-domains";
import { importAction } from "../register/actions";

export const metadata = { title: "Import a file" };

export default async function ImportPage() {
  const context = operationContext(await requireUser());
  const { domains } = await call(listDomains, {}, { context });
  return (
    <Page>
      <PageHeader
        trail={[
          { href: "/catalog", label: "Catalog" },
          { href: "/catalog/register", label: "Register" },
        ]}
        title="Import a file"
        description="Cards, client configurations and the files of other gateways, with a report of every field."
        help="import"
      />
      <ImportScreen domains={domains} run={importAction} />
    </Page>
  );
}
