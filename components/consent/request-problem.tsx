import Link from "next/link";
import classes from "../sign-in/sign-in.module.css";
import { SignInFrame } from "../sign-in/sign-in-frame";

/** A request that cannot be put to anybody. Nothing of it is shown: it came from a stranger. */
export function RequestProblem({ text }: { text: string }) {
  return (
    <SignInFrame title="This request is not right">
      <p className={classes.refused}>{text}</p>
      <p className={classes.dim}>
        Start again from the app, or go to <Link href="/">the overview</Link>.
      </p>
    </SignInFrame>
  );
}
