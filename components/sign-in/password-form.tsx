"use client";

import { Button, PasswordInput, TextInput } from "@mantine/core";
import { signIn } from "next-auth/react";
import { type FormEvent, useState, useTransition } from "react";
import { IconEye, IconEyeOff } from "@/components/icons";
import { refusalText } from "./refusal";
import classes from "./sign-in.module.css";

/** E-mail address and password, and the organisation's identity provider when there is one. */
export function PasswordForm(props: {
  next: string;
  provider: string | undefined;
  /** The sign-in library's word for why the last attempt failed. */
  error: string | undefined;
  /** Whether this browser had a session that has ended. */
  ended: boolean;
}) {
  const { next, provider, ended } = props;
  const [error, setError] = useState(props.error);
  const [busy, start] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    start(async () => {
      setError(undefined);
      const email = String(data.get("email"));
      const password = String(data.get("password"));
      const answer = await signIn("password", { email, password, redirect: false }).catch(() => undefined);
      // A full load: nothing drawn for somebody else stays in the browser's memory.
      if (answer?.ok) window.location.assign(next);
      else setError(answer ? (answer.error ?? "CredentialsSignin") : "Unanswered");
    });
  };
  return (
    <>
      {/* Sent before the page has come to life, a form without a method would put the password into the address. */}
      <form className={classes.form} method="post" onSubmit={submit}>
        <div role="alert">
          {error === undefined ? null : <p className={classes.refused}>{refusalText(error, provider)}</p>}
        </div>
        {ended && error === undefined ? (
          <p className={classes.note}>Your session has ended. Sign in to go on where you were.</p>
        ) : null}
        <TextInput
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleIcon={({ reveal }) =>
            reveal ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />
          }
          visibilityToggleButtonProps={{ "aria-label": "Show password", tabIndex: 0 }}
        />
        <Button type="submit" loading={busy}>
          Sign in
        </Button>
      </form>
      {provider ? (
        <>
          <span className={classes.or}>or</span>
          <Button variant="default" onClick={() => void signIn("oidc", { callbackUrl: next })}>
            Continue with {provider}
          </Button>
        </>
      ) : null}
    </>
  );
}
