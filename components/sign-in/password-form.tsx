"use client";

import { Button, PasswordInput, TextInput } from "@mantine/core";
import { signIn } from "next-auth/react";
import { type FormEvent, useState, useTransition } from "react";
import { IconEye, IconEyeOff } from "@/components/icons";
import classes from "./sign-in.module.css";

/** E-mail address and password, and the organisation's identity provider when there is one. */
export function PasswordForm(props: { next: string; provider: string | undefined; refused: boolean }) {
  const { next, provider } = props;
  const [refused, setRefused] = useState(props.refused);
  const [busy, start] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    start(async () => {
      setRefused(false);
      const email = String(data.get("email"));
      const password = String(data.get("password"));
      const answer = await signIn("password", { email, password, redirect: false }).catch(() => undefined);
      // A full load: nothing drawn for somebody else stays in the browser's memory.
      if (answer?.ok) window.location.assign(next);
      else setRefused(true);
    });
  };
  return (
    <>
      {/* Sent before the page has come to life, a form without a method would put the password into the address. */}
      <form className={classes.form} method="post" onSubmit={submit}>
        <div role="alert">
          {refused ? (
            <p className={classes.refused}>
              That did not work. Check e-mail address and password; after several tries wait a few minutes.
            </p>
          ) : null}
        </div>
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
