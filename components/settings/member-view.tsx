"use client";

import { useState } from "react";
import { IconLink, IconPlayerPause, IconPlayerPlay, IconUserCog } from "@/components/icons";
import type { SessionView } from "@/lib/identity/operations/sessions";
import type { UserView } from "@/lib/identity/operations/users";
import { SessionList } from "../account/session-list";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { Instant } from "../data/time";
import { ActionButton } from "../mutation/action-button";
import { ShownOnce } from "../mutation/shown-once";
import type { MemberActions } from "./action-types";
import { DomainChecks } from "./domain-checks";
import { signInWays } from "./members-screen";
import { ROLE_WORDS } from "./permission-words";
import { RoleField } from "./role-field";
import classes from "./settings.module.css";

interface Props {
  user: UserView;
  /** Whether the reader is this person: then others must act. */
  own: boolean;
  domains: readonly string[];
  sessions: readonly SessionView[];
  actions: MemberActions;
}

const LEFT_ALONE = "Certificates of domains for which nobody else answers are suspended.";

/** A person: who they are, what they may do, where they are signed in. */
export function MemberView({ user, sessions, actions, ...rest }: Props) {
  return (
    <>
      <Facts
        items={[
          ["E-mail", user.email],
          ["Role", `${user.role}: ${ROLE_WORDS[user.role].toLowerCase()}`],
          ["Domains", user.role === "steward" ? user.domains.join(", ") || "none" : undefined],
          ["Signs in with", signInWays(user)],
          ["Added", <Instant key="added" at={user.createdAt.toISOString()} />],
          [
            "Stopped",
            user.disabledAt ? <Instant key="stopped" at={user.disabledAt.toISOString()} /> : undefined,
          ],
          ["Id", <CopyId key="id" id={user.id} full />],
        ]}
      />
      <MemberTools user={user} actions={actions} {...rest} />
      <Panel title="Sessions">
        {sessions.length === 0 ? (
          <p className={classes.dim}>Not signed in anywhere.</p>
        ) : (
          <SessionList
            sessions={sessions.map((session) => ({
              id: session.id,
              userAgent: session.userAgent,
              createdAt: session.createdAt.toISOString(),
              lastSeenAt: session.lastSeenAt.toISOString(),
              current: false,
            }))}
            permission="members:write"
            end={(sessionId) => actions.endSession({ userId: user.id, sessionId })}
            endAll={() => actions.endSessions({ userId: user.id })}
          />
        )}
      </Panel>
    </>
  );
}

function MemberTools({ user, own, domains, actions }: Omit<Props, "sessions">) {
  const [role, setRole] = useState<string>(user.role);
  const who = { userId: user.id };
  if (own) {
    return (
      <p className={classes.text}>This is you. Your role and your account are changed by another admin.</p>
    );
  }
  return (
    <div className={classes.changes}>
      <ActionButton
        permission="members:write"
        label="Change role"
        icon={<IconUserCog size={14} aria-hidden />}
        title={`Change the role of ${user.name}`}
        submit="Change role"
        run={(form) =>
          actions.setRole({ ...who, role, domains: role === "steward" ? form.getAll("domains") : [] })
        }
      >
        <p>
          All sessions of this person end, so that nothing goes on under the old role. They sign in again.
          {user.role === "steward" ? ` ${LEFT_ALONE}` : ""}
        </p>
        <RoleField value={role} onChange={setRole} />
        {role === "steward" ? <DomainChecks domains={domains} chosen={user.domains} /> : null}
      </ActionButton>
      {user.disabledAt ? (
        <ActionButton
          permission="members:write"
          label="Resume"
          icon={<IconPlayerPlay size={14} aria-hidden />}
          title={`Let ${user.name} in again?`}
          submit="Resume"
          run={() => actions.resume(who)}
        >
          <p>They can sign in again with the role {user.role}.</p>
        </ActionButton>
      ) : (
        <>
          <ActionButton
            permission="members:write"
            label="Sign-in link"
            icon={<IconLink size={14} aria-hidden />}
            title={`Make a sign-in link for ${user.name}?`}
            submit="Make a link"
            once
            run={() => actions.link(who)}
            done={({ token }) => (
              <ShownOnce
                label="One-time sign-in link"
                text={new URL(`/sign-in/link?token=${token}`, window.location.origin).href}
                note="It signs its reader in as this person, once, within 15 minutes. It is not shown again."
              />
            )}
          >
            <p>Whoever opens it is signed in as this person, once. Links made before end.</p>
          </ActionButton>
          <ActionButton
            permission="members:write"
            label="Stop"
            icon={<IconPlayerPause size={14} aria-hidden />}
            title={`Stop ${user.name}?`}
            submit="Stop"
            danger
            run={() => actions.stop(who)}
          >
            <p>
              Sessions and unused links end at once; badges that were issued in their name are refused within
              a second. {LEFT_ALONE} What they did stays on record. You can let them in again.
            </p>
          </ActionButton>
        </>
      )}
    </div>
  );
}
