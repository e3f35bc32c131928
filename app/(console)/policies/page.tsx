import { call } from "@orpc/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { NewPolicyLink } from "@/components/policies/new-policy-link";
import { PoliciesScreen } from "@/components/policies/policies-screen";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listPolicies } from "@/lib/policy/list-policies";

export const metadata = { title: "Policies" };

export default async function PoliciesPage() {
  const context = operationContext(await requireUser());
  const found = await call(listPolicies, undefined, { context });
  return (
    <Page>
      <PageHeader title="Policies" actions={<NewPolicyLink />} help="policies" />
      <PoliciesScreen found={found} />
    </Page>
  );
}
