import { call } from "@orpc/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { IssuersScreen } from "@/components/settings/issuers-screen";
import { NoLeave } from "@/components/settings/no-leave";
import { PageHeader } from "@/components/shell/page-header";
import { listIssuers } from "@/lib/identity/operations/trusted-issuers";
import { roleAllows } from "@/lib/identity/roles";
import { distrustIssuer, trustIssuer } from "./actions";

export const metadata = { title: "Identity providers" };

export default async function IssuersPage() {
  const current = await requireUser();
  const header = (
    <PageHeader
      title="Identity providers"
      description="Whose assertions about people agents may exchange for badges."
      help="settings"
    />
  );
  if (!roleAllows([current.user.role], "members:read")) {
    return (
      <>
        {header}
        <NoLeave permission="members:read" what="the identity providers" />
      </>
    );
  }
  const { issuers } = await call(listIssuers, undefined, { context: operationContext(current) });
  return (
    <>
      {header}
      <IssuersScreen issuers={issuers} trust={trustIssuer} distrust={distrustIssuer} />
    </>
  );
}
