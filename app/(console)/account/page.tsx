import { requireUser } from "@/app/_auth/require-user";
import { AppList } from "@/components/account/app-list";
import { SessionList } from "@/components/account/session-list";
import { Panel } from "@/components/data/panel";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listConsents } from "@/lib/identity/authorizations/list-consents";
import { listUserSessions } from "@/lib/identity/user-sessions";
import { endOtherSessions, endSession, stopApp } from "./actions";

export const metadata = { title: "Your sessions" };

export default async function AccountPage() {
  const { mesh, user, session } = await requireUser();
  const { db } = mesh.database;
  const [sessions, apps] = await Promise.all([
    listUserSessions(db, { userId: user.id }),
    listConsents(db, { userId: user.id }),
  ]);
  return (
    <Page>
      <PageHeader
        title="Your sessions"
        description={`Browsers in which ${user.email} is signed in. A session ends after 30 minutes without use and after 12 hours in any case.`}
      />
      <SessionList
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
      <Panel title="Apps that act for you">
        <AppList
          apps={apps.map(({ clientId, title, givenAt }) => ({
            clientId,
            title,
            givenAt: givenAt.toISOString(),
          }))}
          stop={stopApp}
        />
      </Panel>
    </Page>
  );
}
