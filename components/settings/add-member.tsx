"use client";

import { PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { IconUserPlus } from "@/components/icons";
import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { ActionButton } from "../mutation/action-button";
import { ShownOnce } from "../mutation/shown-once";
import type { NewMemberActions } from "./action-types";
import { DomainChecks } from "./domain-checks";
import { RoleField } from "./role-field";
import classes from "./settings.module.css";

/** Invites a person by a one-time link, or makes a local account with a first password. */
export function AddMember(props: { domains: readonly string[]; actions: NewMemberActions }) {
  const { domains, actions } = props;
  const [role, setRole] = useState("viewer");
  const [way, setWay] = useState<"link" | "password" | "provider">("link");
  return (
    <ActionButton
      permission="members:write"
      label="Add a member"
      variant="filled"
      icon={<IconUserPlus size={14} aria-hidden />}
      title="Add a member"
      submit="Add"
      once={way === "link"}
      run={async (form): Promise<Attempt<Receipt & { token?: string }>> => {
        const person = {
          email: text(form, "email"),
          name: text(form, "name"),
          role,
          domains: role === "steward" ? form.getAll("domains") : [],
        };
        if (way === "link") return actions.invite(person);
        return actions.add(
          way === "password" ? { ...person, password: String(form.get("password")) } : person,
        );
      }}
      done={({ token }) =>
        token === undefined ? null : (
          <ShownOnce
            label="One-time sign-in link"
            text={new URL(`/sign-in/link?token=${token}`, window.location.origin).href}
            note="It signs its reader in as this person, once, within 15 minutes. Send it over a channel that only they read; it is not shown again."
          />
        )
      }
    >
      <TextInput name="name" label="Name" required withAsterisk={false} maxLength={200} data-autofocus />
      <TextInput
        name="email"
        type="email"
        label="E-mail address"
        required
        withAsterisk={false}
        maxLength={254}
        autoComplete="off"
      />
      <RoleField value={role} onChange={setRole} />
      {role === "steward" ? <DomainChecks domains={domains} chosen={[]} /> : null}
      <fieldset className={classes.checks}>
        <legend>Comes in by</legend>
        {WAYS.map(({ value, label, note }) => (
          <label key={value} className={classes.check}>
            <input type="radio" name="way" checked={way === value} onChange={() => setWay(value)} />
            <span>
              {label}
              <span>{note}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {way === "password" ? (
        <PasswordInput
          name="password"
          label="First password"
          description="At least 12 characters"
          minLength={12}
          maxLength={200}
          required
          withAsterisk={false}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": "Show password", tabIndex: 0 }}
        />
      ) : null}
    </ActionButton>
  );
}

const WAYS = [
  { value: "link", label: "One-time link", note: "They choose a password themselves." },
  { value: "password", label: "First password", note: "You tell it to them." },
  {
    value: "provider",
    label: "Identity provider",
    note: "They sign in there with this e-mail address; nothing else is needed.",
  },
] as const;

function text(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
