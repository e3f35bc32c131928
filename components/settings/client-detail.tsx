"use client";

import { IconBan, IconPlayerPause, IconPlayerPlay, IconRefresh } from "@/components/icons";
import type { ClientView } from "@/lib/identity/operations/clients";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Instant } from "../data/time";
import { ActionButton } from "../mutation/action-button";
import { ShownOnce } from "../mutation/shown-once";
import type { ClientActions } from "./action-types";
import { CLIENT_KIND_WORDS } from "./client-words";
import classes from "./settings.module.css";

const PROVES = { client_secret: "client secret", private_key_jwt: "signed assertion" } as const;

/** A client: what it is, what it may ask for, and how to end it. */
export function ClientDetail({ client, actions }: { client: ClientView; actions: ClientActions }) {
  const { kind } = client;
  return (
    <>
      <Facts
        items={[
          ["Client id", <CopyId key="id" id={client.clientId} what="client id" full />],
          ["Kind", `${CLIENT_KIND_WORDS[kind].label}: ${CLIENT_KIND_WORDS[kind].text}`],
          ["Agent", client.agentName],
          ["Domain", client.domain],
          ["Roles", client.roles.join(", ")],
          ["Scopes", client.scopes.join(" ")],
          [
            "Proves itself",
            client.authentication.map((way) => PROVES[way]).join(", ") || "by the person's code only",
          ],
          [
            "Redirects to",
            client.redirectUris.length > 0 ? <Lines key="uris" items={client.redirectUris} /> : "",
          ],
          [
            "May act for",
            client.mayActFor.length > 0 ? (
              <Lines key="for" items={client.mayActFor} />
            ) : (
              "any client that hands it a badge"
            ),
          ],
          [
            "Last used",
            client.lastUsedAt ? <Instant key="used" at={client.lastUsedAt.toISOString()} /> : "never",
          ],
          ["Added", <Instant key="at" at={client.createdAt.toISOString()} />],
          ["Added by", client.createdBy],
          ["Stopped", client.disabledAt ? <Instant key="off" at={client.disabledAt.toISOString()} /> : ""],
        ]}
      />
      <ClientTools client={client} actions={actions} />
    </>
  );
}

function Lines({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function ClientTools({ client, actions }: { client: ClientView; actions: ClientActions }) {
  const which = { clientId: client.clientId };
  return (
    <div className={classes.changes}>
      {client.authentication.includes("client_secret") ? (
        <ActionButton
          permission="clients:write"
          label="Rotate secret"
          icon={<IconRefresh size={14} aria-hidden />}
          title={`Rotate the secret of ${client.title}?`}
          submit="Rotate"
          once
          run={(form) => actions.rotate({ ...which, revokeBadges: form.get("leaked") !== null })}
          done={({ clientSecret }) => (
            <ShownOnce
              label="New client secret"
              text={clientSecret}
              note="The old one has ended. The mesh keeps only the digest of this one: it cannot be shown again."
            />
          )}
        >
          <p>
            The old secret ends at once: the program gets no new badge until it has the new one. Badges that
            it holds now live on for at most five minutes.
          </p>
          <label className={classes.check}>
            <input type="checkbox" name="leaked" />
            <span>
              The old secret has leaked
              <span>Badges that were issued with it are refused within a second.</span>
            </span>
          </label>
        </ActionButton>
      ) : null}
      <ActionButton
        permission="clients:write"
        label="Revoke badges"
        icon={<IconBan size={14} aria-hidden />}
        title={`Revoke all badges of ${client.title}?`}
        submit="Revoke"
        danger
        run={() => actions.revoke(which)}
      >
        <p>
          Every badge that it holds now, and all exchanged from them, are refused within a second. It may get
          new ones.
        </p>
      </ActionButton>
      {client.disabledAt ? (
        <ActionButton
          permission="clients:write"
          label="Resume"
          icon={<IconPlayerPlay size={14} aria-hidden />}
          title={`Let ${client.title} in again?`}
          submit="Resume"
          run={() => actions.resume(which)}
        >
          <p>It gets badges again. Its old ones stay dead.</p>
        </ActionButton>
      ) : (
        <ActionButton
          permission="clients:write"
          label="Stop"
          icon={<IconPlayerPause size={14} aria-hidden />}
          title={`Stop ${client.title}?`}
          submit="Stop"
          danger
          run={() => actions.stop(which)}
        >
          <p>
            It gets no more badges, and those it has are refused within a second. You can let it in again.
          </p>
        </ActionButton>
      )}
    </div>
  );
}
