"use client";

import type { ButtonProps } from "@mantine/core";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Permission } from "@/lib/identity/roles";
import { GatedButton } from "../permissions/gated-button";
import { useLeave } from "../permissions/permissions";
import { useShortcuts } from "../shell/shortcuts";
import type { ActionDialogProps } from "./action-dialog";

/** Loaded at the first use. */
const ActionDialog = dynamic(() => import("./action-dialog").then((module) => module.ActionDialog), {
  ssr: false,
}) as <T extends Receipt>(props: ActionDialogProps<T>) => ReactNode;

/** A button that opens the dialog of a change; who may not make it reads why and whom to ask. */
export function ActionButton<T extends Receipt>(
  props: Omit<ActionDialogProps<T>, "opened" | "onClose"> & {
    permission: Permission;
    label: string;
    /** Names the button where its label alone would be one of many. */
    name?: string;
    variant?: ButtonProps["variant"];
    size?: ButtonProps["size"];
    icon?: ReactNode;
    /** A key that opens the dialog. */
    shortcut?: string;
  },
) {
  const { permission, label, name, variant = "default", size, icon, shortcut, ...dialog } = props;
  const [opened, setOpened] = useState(false);
  const [used, setUsed] = useState(false);
  const { allowed } = useLeave(permission);
  const open = () => {
    setUsed(true);
    setOpened(true);
  };
  useShortcuts(shortcut !== undefined && allowed ? [[shortcut, open]] : []);
  return (
    <>
      <GatedButton
        permission={permission}
        variant={variant}
        {...(size === undefined ? {} : { size })}
        {...(name === undefined ? {} : { "aria-label": name })}
        leftSection={icon}
        onClick={open}
      >
        {label}
      </GatedButton>
      {used ? <ActionDialog {...dialog} opened={opened} onClose={() => setOpened(false)} /> : null}
    </>
  );
}
