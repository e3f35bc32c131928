import { requireUser } from "@/app/_auth/require-user";
import { SessionList } from "@/components/account/session-list";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listUserSessions } from "@/lib/identity/user-sessions";
import { endOtherSessions, endSession } from "./actions";

export const metadata = { title: "Your sessions" };

export default async function AccountPage() {
  const { mesh, user, session } = await requireUser();
  const sessions = await listUserSessions(mesh.database.db, { userId: user.id });
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
    </Page>
  );
}
