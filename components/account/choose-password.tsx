"use client";

import { Button, PasswordInput, TextInput } from "@mantine/core";
import Link from "next/link";
import { type FormEvent, useState, useTransition } from "react";
import { IconEye, IconEyeOff } from "@/components/icons";
import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { Failure } from "../mutation/failure";
import { unanswered } from "../mutation/use-action";
import classes from "./choose-password.module.css";

/** The first password of somebody who came by a link. */
export function ChoosePassword(props: {
  email: string;
  choose: (input: unknown) => Promise<Attempt<Receipt>>;
}) {
  const [busy, start] = useTransition();
  const [refusal, setRefusal] = useState<Extract<Attempt<never>, { done: false }>>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const newPassword = String(new FormData(event.currentTarget).get("password"));
    start(async () => {
      const outcome = await props.choose({ newPassword }).catch(unanswered);
      // A full load: the navigation behind shows who somebody is now.
      if (outcome.done) window.location.assign("/");
      else setRefusal(outcome);
    });
  };
  return (
    <form className={classes.form} method="post" onSubmit={submit}>
      <div role="alert">{refusal ? <Failure error={refusal.error} /> : null}</div>
      <TextInput label="You sign in as" value={props.email} readOnly autoComplete="username" />
      <PasswordInput
        name="password"
        label="Password"
        description="At least 12 characters; a sentence is easier to keep than a puzzle."
        minLength={12}
        maxLength={200}
        required
        withAsterisk={false}
        autoComplete="new-password"
        visibilityToggleIcon={({ reveal }) =>
          reveal ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />
        }
        visibilityToggleButtonProps={{ "aria-label": "Show password", tabIndex: 0 }}
      />
      <div className={classes.buttons}>
        <Button type="submit" loading={busy}>
          Choose this password
        </Button>
        <Link href="/" className={classes.later}>
          Later
        </Link>
      </div>
    </form>
  );
}
