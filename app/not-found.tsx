import Link from "next/link";
import classes from "@/components/sign-in/sign-in.module.css";
import { SignInFrame } from "@/components/sign-in/sign-in-frame";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <SignInFrame title="Not found">
      <p className={classes.dim}>
        There is nothing at this address. <Link href="/">Go to the overview</Link>.
      </p>
    </SignInFrame>
  );
}
