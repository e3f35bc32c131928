import Link from "next/link";
import classes from "./page.module.css";

/** Screens above this one. */
export function Trail({ items }: { items: readonly { href: string; label: string }[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className={classes.trail}>
        {items.map(({ href, label }) => (
          <li key={href}>
            <Link href={href}>{label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
