"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { signIn } from "next-auth/react";
import { useState, useTransition } from "react";
import classes from "./sign-in.module.css";

/** Uses a one-time link up. */
export function LinkForm({ token }: { token: string }) {
  const [refused, setRefused] = useState(token === "");
  const [busy, start] = useTransition();
  const use = () =>
    start(async () => {
      const answer = await signIn("link", { token, redirect: false }).catch(() => undefined);
      if (answer?.ok) window.location.assign("/welcome");
      else setRefused(true);
    });
  return (
    <div className={classes.form}>
      <div role="alert">
        {refused ? (
          <p className={classes.refused}>This link has been used or is too old. Ask for a new one.</p>
        ) : null}
      </div>
      {refused ? (
        <p className={classes.dim}>
          Or <Link href="/sign-in">sign in with a password</Link>.
        </p>
      ) : (
        <>
          <p className={classes.dim}>This link signs you in once.</p>
          <Button onClick={use} loading={busy}>
            Sign in
          </Button>
        </>
      )}
    </div>
  );
}
