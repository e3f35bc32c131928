import { call } from "@orpc/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { KeysPanel } from "@/components/settings/keys-panel";
import { NoLeave } from "@/components/settings/no-leave";
import { SecretsPanel } from "@/components/settings/secrets-panel";
import { PageHeader } from "@/components/shell/page-header";
import { listSecrets, listSigningKeys } from "@/lib/identity/operations/keys";
import { roleAllows } from "@/lib/identity/roles";
import { forgetSecret, rotateKey, saveSecret } from "./actions";

export const metadata = { title: "Keys" };

export default async function KeysPage() {
  const current = await requireUser();
  const header = (
    <PageHeader
      title="Keys"
      description="What the mesh signs with, and what it presents to others."
      help="settings"
    />
  );
  if (!roleAllows([current.user.role], "keys:read")) {
    return (
      <>
        {header}
        <NoLeave permission="keys:read" what="the keys" />
      </>
    );
  }
  const context = operationContext(current);
  const [{ keys }, { secrets }] = await Promise.all([
    call(listSigningKeys, undefined, { context }),
    call(listSecrets, undefined, { context }),
  ]);
  return (
    <>
      {header}
      <KeysPanel keys={keys} rotate={rotateKey} />
      <SecretsPanel secrets={secrets} save={saveSecret} forget={forgetSecret} />
    </>
  );
}
