import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./figures.module.css";

/** The whole of something in a few large figures, at the top of its screen. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className={classes.figures}>{children}</dl>;
}

/** One of them; with `href` it leads to exactly what it counts. A `small` in it stands below. */
export function Figure(props: {
  label: string;
  href?: string;
  tone?: "denied" | "failed" | "waiting" | undefined;
  children: ReactNode;
}) {
  const { label, href, tone, children } = props;
  return (
    <div className={classes.figure} data-tone={tone}>
      <dt>{label}</dt>
      <dd>
        {href ? (
          <Link href={href} prefetch={false}>
            {children}
          </Link>
        ) : (
          children
        )}
      </dd>
    </div>
  );
}
