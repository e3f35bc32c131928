"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { IconFilterOff } from "@/components/icons";
import type { UserView } from "@/lib/identity/operations/users";
import { FacetMenu } from "../data/facet-menu";
import { SearchBox } from "../data/search-box";
import { Ago } from "../data/time";
import { formatCounted } from "../format/format-count";
import { EmptyState } from "../states/empty-state";
import type { TableColumn } from "../table/column";
import { ListTable } from "../table/list-table";
import tableClasses from "../table/table.module.css";
import { useListKeys } from "../table/use-list-keys";
import type { NewMemberActions } from "./action-types";
import { AddMember } from "./add-member";
import classes from "./settings.module.css";
import { MEMBER_ROLES, memberSearch } from "./settings-search";
import { StateBadge } from "./state-badge";

const TYPING_MS = 250;

/** Everybody who may use the console. The address holds what is searched. */
export function MembersScreen(props: {
  users: readonly UserView[];
  nextAfter: string | undefined;
  domains: readonly string[];
  actions: NewMemberActions;
}) {
  const { users, nextAfter, domains, actions } = props;
  const router = useRouter();
  const [search, setSearch] = useQueryStates(memberSearch, {
    history: "replace",
    shallow: false,
    throttleMs: TYPING_MS,
  });
  const active = useListKeys(users, idOf, memberHref);
  const filtered = search.q !== "" || search.role !== null;
  const clear = () => void setSearch({ q: "", role: null, after: "" });
  return (
    <>
      <search className={classes.tools} aria-label="Filter members">
        <SearchBox
          label="Search members"
          placeholder="Name or e-mail address"
          value={search.q}
          onChange={(q) => void setSearch({ q, after: "" })}
        />
        <FacetMenu
          label="Role"
          chosen={search.role === null ? [] : [search.role]}
          options={MEMBER_ROLES.map((value) => ({ value, label: value }))}
          onChange={(chosen) => void setSearch({ role: chosen.at(-1) ?? null, after: "" })}
        />
        <span className={classes.end}>
          <AddMember domains={domains} actions={actions} />
        </span>
      </search>
      {users.length > 0 ? (
        <>
          <ListTable
            name="members"
            label="Members"
            columns={COLUMNS}
            rows={users}
            rowId={idOf}
            activeId={active}
            onOpen={(user) => router.push(memberHref(user))}
            second={({ email, role }) => `${role} · ${email}`}
          />
          <p className={classes.footer}>
            {nextAfter
              ? `${formatCounted(users.length, "person", "people")} shown`
              : formatCounted(users.length, "person", "people")}
            {nextAfter ? <Link href={nextHref(search, nextAfter)}>Next page</Link> : null}
          </p>
        </>
      ) : (
        <EmptyState
          icon={<IconFilterOff size={18} aria-hidden />}
          title={filtered ? "Nobody matches this search" : "Nobody is on this page"}
          action={
            <Button variant="default" size="xs" onClick={clear}>
              Show everybody
            </Button>
          }
        />
      )}
    </>
  );
}

const COLUMNS: readonly TableColumn<UserView>[] = [
  {
    id: "name",
    title: "Name",
    fixed: true,
    cell: (user) => (
      <Link href={memberHref(user)} prefetch={false} className={tableClasses.rowLink}>
        <bdi>{user.name}</bdi>
      </Link>
    ),
  },
  { id: "email", title: "E-mail address", width: 240, needs: "some-room", cell: ({ email }) => email },
  { id: "role", title: "Role", width: 96, needs: "some-room", cell: ({ role }) => role },
  {
    id: "state",
    title: "State",
    width: 104,
    cell: ({ disabledAt }) => <StateBadge state={disabledAt ? "stopped" : "active"} />,
  },
  { id: "signIn", title: "Signs in with", width: 140, needs: "much-room", cell: signInWays },
  {
    id: "added",
    title: "Added",
    width: 96,
    align: "end",
    needs: "much-room",
    cell: ({ createdAt }) => <Ago at={createdAt.toISOString()} />,
  },
];

/** How somebody can come in. */
export function signInWays({ hasPassword, hasOidc }: UserView): string {
  const ways = [hasPassword ? "password" : "", hasOidc ? "provider" : ""].filter(Boolean);
  return ways.join(", ") || "link only";
}

function idOf({ id }: UserView): string {
  return id;
}

function memberHref({ id }: UserView): string {
  return `/settings/members/${id}`;
}

function nextHref(search: { q: string; role: string | null }, after: string) {
  const query = {
    ...(search.q ? { q: search.q } : {}),
    ...(search.role ? { role: search.role } : {}),
    after,
  };
  return { query };
}
