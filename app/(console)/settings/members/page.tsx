import { call } from "@orpc/server";
import type { SearchParams } from "nuqs/server";
import { z } from "zod";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { MembersScreen } from "@/components/settings/members-screen";
import { NoLeave } from "@/components/settings/no-leave";
import { loadMemberSearch } from "@/components/settings/settings-search";
import { PageHeader } from "@/components/shell/page-header";
import { listUsers } from "@/lib/identity/operations/users";
import { roleAllows } from "@/lib/identity/roles";
import { listDomains } from "@/lib/registry/list-domains";
import { addMember, inviteMember } from "./actions";

export const metadata = { title: "Members" };

export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const current = await requireUser();
  const header = (
    <PageHeader
      title="Members"
      description="People who may use this console, and their roles."
      help="settings"
    />
  );
  if (!roleAllows([current.user.role], "members:read")) {
    return (
      <>
        {header}
        <NoLeave permission="members:read" what="the members" />
      </>
    );
  }
  const context = operationContext(current);
  const { q, role, after } = await loadMemberSearch(searchParams);
  const text = q.trim().slice(0, 200);
  const filter = {
    ...(text ? { q: text } : {}),
    ...(role ? { role } : {}),
    ...(z.uuid().safeParse(after).success ? { after } : {}),
  };
  const [{ users, nextAfter }, { domains }] = await Promise.all([
    call(listUsers, filter, { context }),
    call(listDomains, {}, { context }),
  ]);
  return (
    <>
      {header}
      <MembersScreen
        users={users}
        nextAfter={nextAfter}
        domains={domains.map(({ name }) => name)}
        actions={{ add: addMember, invite: inviteMember }}
      />
    </>
  );
}
