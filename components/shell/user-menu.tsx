"use client";

import { useMantineColorScheme } from "@mantine/core";
import Link from "next/link";
import {
  IconDeviceDesktop,
  IconDevices,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
} from "@/components/icons";
import { Disclosure } from "../data/disclosure";
import menu from "../data/disclosure.module.css";
import { forgetDrafts } from "../try/drafts";
import classes from "./shell.module.css";
import { openShortcutHelp } from "./shortcut-help";

export interface UserMenuProps {
  name: string;
  role: string;
  signOut: () => Promise<void>;
}

const THEMES = [
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
  { value: "auto", label: "As the system", icon: IconDeviceDesktop },
] as const;

/** Who is signed in, and what concerns only them. */
export function UserMenu({ name, role, signOut }: UserMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Disclosure
      label="Account"
      side="top"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className={classes.person}
          aria-label={`${name}, ${role}: account menu`}
        >
          <span className={classes.initial} aria-hidden>
            {name.slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.personText}>
            <span>{name}</span>
            <span>{role}</span>
          </span>
          <IconSelector size={14} aria-hidden />
        </button>
      )}
    >
      {(close) => (
        <>
          <p className={menu.title}>Theme</p>
          {THEMES.map(({ value, label, icon: Icon }) => (
            <label key={value} className={menu.choice}>
              <input
                type="radio"
                name="theme"
                checked={colorScheme === value}
                onChange={() => setColorScheme(value)}
              />
              {label}
              <span className={menu.count}>
                <Icon size={14} aria-hidden />
              </span>
            </label>
          ))}
          <hr className={menu.line} />
          <Link href="/account" className={menu.choice} onClick={close}>
            <IconDevices size={14} aria-hidden /> Your sessions
          </Link>
          <button
            type="button"
            className={menu.choice}
            onClick={() => {
              close();
              openShortcutHelp();
            }}
          >
            <IconKeyboard size={14} aria-hidden /> Keyboard shortcuts
          </button>
          <button
            type="button"
            className={menu.choice}
            onClick={() => {
              forgetDrafts();
              void signOut();
            }}
          >
            <IconLogout size={14} aria-hidden /> Sign out
          </button>
        </>
      )}
    </Disclosure>
  );
}
