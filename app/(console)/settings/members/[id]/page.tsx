import { call } from "@orpc/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { MemberView } from "@/components/settings/member-view";
import { NoLeave } from "@/components/settings/no-leave";
import { StateBadge } from "@/components/settings/state-badge";
import { PageHeader } from "@/components/shell/page-header";
import { listUserSessions } from "@/lib/identity/operations/sessions";
import { getUser } from "@/lib/identity/operations/users";
import { roleAllows } from "@/lib/identity/roles";
import { listDomains } from "@/lib/registry/list-domains";
import {
  changeMemberRole,
  endMemberSession,
  endMemberSessions,
  makeMemberLink,
  resumeMember,
  stopMember,
} from "../actions";

export const metadata = { title: "Member" };

export default async function MemberPage({ params }: { params: Promise<{ id: string }> }) {
  const current = await requireUser();
  const { id } = await params;
  if (!roleAllows([current.user.role], "members:read")) {
    return <NoLeave permission="members:read" what="the members" />;
  }
  if (!z.uuid().safeParse(id).success) notFound();
  const context = operationContext(current);
  const [user, { sessions }, { domains }] = await Promise.all([
    orNotFound(call(getUser, { userId: id }, { context })),
    orNotFound(call(listUserSessions, { userId: id }, { context })),
    call(listDomains, {}, { context }),
  ]);
  return (
    <>
      <PageHeader
        title={<bdi>{user.name}</bdi>}
        trail={[{ href: "/settings/members", label: "Members" }]}
        actions={<StateBadge state={user.disabledAt ? "stopped" : "active"} />}
        help="settings"
      />
      <MemberView
        user={user}
        own={user.id === current.user.id}
        domains={domains.map(({ name }) => name)}
        sessions={sessions}
        actions={{
          setRole: changeMemberRole,
          link: makeMemberLink,
          stop: stopMember,
          resume: resumeMember,
          endSession: endMemberSession,
          endSessions: endMemberSessions,
        }}
      />
    </>
  );
}
