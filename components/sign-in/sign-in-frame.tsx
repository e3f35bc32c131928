import type { ReactNode } from "react";
import { Mark } from "../shell/brand";
import classes from "./sign-in.module.css";

export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.frame}>
      <div className={classes.box}>
        <Mark size={32} />
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
