import { call } from "@orpc/server";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { readReplay } from "@/app/_data/read-replay";
import { NEW_POLICY_TEXT } from "@/components/policies/new-policy-text";
import { PolicyEditor } from "@/components/policies/policy-editor";
import { loadEditorSearch } from "@/components/policies/policy-search";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listDomains } from "@/lib/registry/list-domains";
import { proposePolicyAction } from "../actions";

export const metadata = { title: "New policy" };

export default async function NewPolicyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const current = await requireUser();
  const context = operationContext(current);
  const search = await loadEditorSearch(searchParams);
  const [{ domains }, replay] = await Promise.all([
    call(listDomains, {}, { context }),
    readReplay(context, search.replay),
  ]);
  const own = current.principal.domains;
  const steward = current.principal.roles.includes("steward");
  const names = domains.map(({ name }) => name).filter((name) => !steward || own.includes(name));
  const [only] = names;
  return (
    <Page>
      <PageHeader trail={[{ href: "/policies", label: "Policies" }]} title="New policy" help="policies" />
      <PolicyEditor
        live={{
          name: "",
          title: "",
          description: "",
          domain: names.length === 1 && only ? only : "",
          guardrail: false,
          text: NEW_POLICY_TEXT,
          tests: [],
          version: 0,
        }}
        replay={replay}
        domains={names}
        propose={proposePolicyAction}
      />
    </Page>
  );
}
