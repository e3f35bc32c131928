"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { IconPlus } from "@/components/icons";
import type { ClientView } from "@/lib/identity/operations/clients";
import { ActionButton } from "../mutation/action-button";
import { ShownOnce } from "../mutation/shown-once";
import type { AddClientAction } from "./action-types";
import { CLIENT_KIND_WORDS } from "./client-words";
import { RoleField } from "./role-field";
import classes from "./settings.module.css";

type Kind = ClientView["kind"];

/** Makes a client and shows its secret once. */
export function AddClient({ domains, add }: { domains: readonly string[]; add: AddClientAction }) {
  const [kind, setKind] = useState<Kind>("service");
  const [role, setRole] = useState("viewer");
  return (
    <ActionButton
      permission="clients:write"
      label="Add a client"
      variant="filled"
      icon={<IconPlus size={14} aria-hidden />}
      title="Add a client"
      submit="Add"
      once
      run={(form) => add(inputOf(kind, role, form))}
      done={({ client, clientSecret }) => (
        <>
          <p>
            Client id <code>{client.clientId}</code>
          </p>
          {clientSecret === undefined ? (
            <p>It has no secret: it proves itself by the code that a person's browser brings.</p>
          ) : (
            <ShownOnce
              label="Client secret"
              text={clientSecret}
              note="Store it where the program reads its secrets. The mesh keeps only its digest: it cannot be shown again, only replaced."
            />
          )}
        </>
      )}
    >
      <NativeSelect
        label="Kind"
        description={CLIENT_KIND_WORDS[kind].text}
        value={kind}
        data={Object.entries(CLIENT_KIND_WORDS).map(([value, { label }]) => ({ value, label }))}
        onChange={(event) => setKind(event.currentTarget.value as Kind)}
      />
      <TextInput name="title" label="Title" required withAsterisk={false} maxLength={200} data-autofocus />
      {kind === "agent" ? (
        <TextInput
          name="agentName"
          label="Agent"
          description="Its name in the catalog"
          required
          withAsterisk={false}
          maxLength={100}
        />
      ) : null}
      {kind === "operator" ? <RoleField value={role} onChange={setRole} /> : null}
      {kind === "app" ? (
        <>
          <Textarea
            name="redirectUris"
            label="Redirect addresses"
            description="One a line; compared to the letter"
            required
            withAsterisk={false}
            rows={2}
          />
          <label className={classes.check}>
            <input type="checkbox" name="confidential" />
            It runs on a server and can keep a secret
          </label>
        </>
      ) : (
        <NativeSelect name="domain" label="Domain" data={[{ value: "", label: "None" }, ...domains]} />
      )}
    </ActionButton>
  );
}

function inputOf(kind: Kind, role: string, form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const lines = text("redirectUris").split(/\s+/).filter(Boolean);
  return {
    kind,
    title: text("title"),
    ...(text("domain") ? { domain: text("domain") } : {}),
    ...(kind === "agent" ? { agentName: text("agentName") } : {}),
    ...(kind === "operator" ? { roles: [role] } : {}),
    ...(kind === "app" ? { redirectUris: lines, confidential: form.get("confidential") !== null } : {}),
  };
}
