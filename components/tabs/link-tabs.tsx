import Link from "next/link";
import classes from "./link-tabs.module.css";

export interface LinkTab {
  href: string;
  label: string;
  current: boolean;
}

/** Parts of a page, each with an address of its own. */
export function LinkTabs({
  label,
  tabs,
  small = false,
}: {
  label: string;
  tabs: readonly LinkTab[];
  small?: boolean;
}) {
  return (
    <nav className={classes.tabs} aria-label={label} data-small={small || undefined}>
      <ul>
        {tabs.map(({ href, label: name, current }) => (
          <li key={href}>
            <Link href={href} aria-current={current ? "page" : undefined} prefetch={false} scroll={false}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
