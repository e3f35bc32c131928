"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { isWithin, NAV_ITEMS } from "./nav-items";
import classes from "./shell.module.css";
import { UnreadCount } from "./unread-count";

export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <ul className={classes.links}>
      {NAV_ITEMS.map(({ href, label, icon: Icon }) => (
        <li key={href}>
          <Link
            href={href}
            className={classes.link}
            aria-current={isWithin(href, pathname) ? "page" : undefined}
            {...(onNavigate ? { onClick: onNavigate } : {})}
          >
            <Icon size={16} stroke={1.75} aria-hidden />
            {label}
            {href === "/inbox" ? <UnreadCount /> : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
