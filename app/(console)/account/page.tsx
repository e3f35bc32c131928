import { call } from "@orpc/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { AppList } from "@/components/account/app-list";
import { OwnSessions } from "@/components/account/own-sessions";
import { PasswordPanel } from "@/components/account/password-panel";
import { Panel } from "@/components/data/panel";
import { PageHeader } from "@/components/shell/page-header";
import { listOwnApps, listOwnSessions } from "@/lib/identity/operations/own-account";
import { changePassword, endOtherSessions, endSession, stopApp } from "./actions";

export const metadata = { title: "Account" };

export default async function AccountPage() {
  const current = await requireUser();
  const context = operationContext(current);
  const [{ sessions }, { apps }] = await Promise.all([
    call(listOwnSessions, undefined, { context }),
    call(listOwnApps, undefined, { context }),
  ]);
  const { user, session } = current;
  return (
    <>
      <PageHeader title="Account" description={`You are ${user.email}, ${user.role}.`} help="settings" />
      <Panel title="Your sessions">
        <OwnSessions
          sessions={sessions.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
            id,
            userAgent,
            createdAt: createdAt.toISOString(),
            lastSeenAt: lastSeenAt.toISOString(),
            current: id === session.id,
          }))}
          end={endSession}
          endOthers={endOtherSessions}
        />
      </Panel>
      <Panel title="Password">
        <PasswordPanel hasPassword={user.hasPassword} hasOidc={user.hasOidc} change={changePassword} />
      </Panel>
      <Panel title="Apps that act for you">
        <AppList apps={apps} stop={stopApp} />
      </Panel>
    </>
  );
}
