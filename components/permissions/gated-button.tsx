"use client";

import { Button, type ButtonProps } from "@mantine/core";
import { type ComponentProps, useId } from "react";
import type { Permission } from "@/lib/identity/roles";
import classes from "./gated-button.module.css";
import { useLeave } from "./permissions";

type Props = ButtonProps & Omit<ComponentProps<"button">, keyof ButtonProps> & { permission: Permission };

/**
 * A button for something that not everybody may do. Who may not can still reach it, and reads why and whom to ask; a button that is `disabled` could not be focused, and its reason
 * would be for the mouse alone.
 */
export function GatedButton({ permission, onClick, children, ...props }: Props) {
  const { allowed, reason } = useLeave(permission);
  const id = useId();
  if (allowed) {
    return (
      <Button {...props} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <span className={classes.gate}>
      <Button {...props} type="button" aria-disabled data-gated aria-describedby={id}>
        {children}
      </Button>
      <span id={id} role="tooltip" className={classes.reason}>
        {reason}
      </span>
    </span>
  );
}
