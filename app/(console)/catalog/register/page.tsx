import { call } from "@orpc/server";
import Link from "next/link";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { RegisterScreen } from "@/components/register/register-screen";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listDomains } from "@/lib/registry/list-domains";
import { listTaxonomy } from "@/lib/registry/taxonomy/list-taxonomy";
import { previewAction, registerAction } from "./actions";

export const metadata = { title: "Register" };

export default async function RegisterPage() {
  const context = operationContext(await requireUser());
  const [{ domains }, vocabulary] = await Promise.all([
    call(listDomains, {}, { context }),
    call(listTaxonomy, {}, { context }),
  ]);
  return (
    <Page>
      <PageHeader
        trail={[{ href: "/catalog", label: "Catalog" }]}
        title="Register"
        description="An agent, an MCP server or a model, from its address."
        actions={<Link href="/catalog/import">Import a file</Link>}
        help="catalog"
      />
      <RegisterScreen
        domains={domains}
        vocabulary={vocabulary}
        preview={previewAction}
        register={registerAction}
      />
    </Page>
  );
}
