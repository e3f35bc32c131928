import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "./brand";
import { MobileNav } from "./mobile-nav";
import { NavLinks } from "./nav-links";
import { SearchButton } from "./search-button";
import classes from "./shell.module.css";
import { ShortcutHelp } from "./shortcut-help";
import { UserMenu, type UserMenuProps } from "./user-menu";

/** Navigation around every screen: a column on wide windows, a bar on narrow ones. */
export function Shell({ person, children }: { person: UserMenuProps; children: ReactNode }) {
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.bar}>
        <MobileNav person={person} />
        <Link href="/" className={classes.brand}>
          <Mark /> Signalbox
        </Link>
        <SearchButton compact />
      </header>
      <nav className={classes.nav} aria-label="Main">
        <Link href="/" className={classes.brand}>
          <Mark /> Signalbox
        </Link>
        <SearchButton />
        <NavLinks />
        <UserMenu {...person} />
      </nav>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <ShortcutHelp />
    </div>
  );
}
