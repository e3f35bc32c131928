"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { isWithin } from "../shell/nav-items";
import classes from "./settings.module.css";

const GROUPS = [
  {
    title: "Organisation",
    items: [
      { href: "/settings/members", label: "Members" },
      { href: "/settings/roles", label: "Roles" },
      { href: "/settings/clients", label: "Clients" },
      { href: "/settings/keys", label: "Keys" },
      { href: "/settings/issuers", label: "Identity providers" },
    ],
  },
  {
    title: "You",
    items: [
      { href: "/account", label: "Account" },
      { href: "/settings/appearance", label: "Appearance" },
      { href: "/settings/shortcuts", label: "Shortcuts" },
    ],
  },
  { title: "Mesh", items: [{ href: "/settings/about", label: "About" }] },
] as const;

/** The parts of the settings, beside them or above them. */
export function SettingsNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className={classes.nav}>
      {GROUPS.map(({ title, items }) => (
        <div key={title} className={classes.group}>
          <p className={classes.groupTitle}>{title}</p>
          <ul>
            {items.map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  className={classes.tab}
                  aria-current={isWithin(href, pathname) ? "page" : undefined}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
