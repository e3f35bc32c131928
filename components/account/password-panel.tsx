"use client";

import { PasswordInput } from "@mantine/core";
import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { ActionButton } from "../mutation/action-button";
import classes from "./session-list.module.css";

/** How somebody comes in again: sets or changes the password. */
export function PasswordPanel(props: {
  hasPassword: boolean;
  hasOidc: boolean;
  change: (input: unknown) => Promise<Attempt<Receipt>>;
}) {
  const { hasPassword, hasOidc, change } = props;
  return (
    <>
      <p className={classes.note}>{noteOf(hasPassword, hasOidc)}</p>
      <ActionButton
        permission="account:own"
        label={hasPassword ? "Change password" : "Set a password"}
        title={hasPassword ? "Change your password" : "Set a password"}
        submit={hasPassword ? "Change" : "Set"}
        run={(form) =>
          change({
            ...(hasPassword ? { currentPassword: String(form.get("current")) } : {}),
            newPassword: String(form.get("new")),
          })
        }
      >
        {hasPassword ? (
          <PasswordField name="current" label="Current password" autoComplete="current-password" />
        ) : null}
        <PasswordField
          name="new"
          label="New password"
          description="At least 12 characters. All your other sessions end."
          minLength={12}
          autoComplete="new-password"
        />
      </ActionButton>
    </>
  );
}

function PasswordField(props: {
  name: string;
  label: string;
  description?: string;
  minLength?: number;
  autoComplete: string;
}) {
  return (
    <PasswordInput
      {...props}
      maxLength={200}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ "aria-label": `Show ${props.label.toLowerCase()}`, tabIndex: 0 }}
    />
  );
}

function noteOf(hasPassword: boolean, hasOidc: boolean): string {
  if (hasPassword) return "You sign in with a password.";
  if (hasOidc) return "You sign in through your identity provider. A password is a second way in.";
  return "You came in by a one-time link and have no other way in yet.";
}
