import type { ReactNode } from "react";
import type { IconCheck } from "@/components/icons";
import classes from "./mark.module.css";

export type Tone = "ok" | "denied" | "failed" | "waiting" | "neutral";

/** How a state is shown, by its name. */
export interface MarkLook {
  label: string;
  tone: Tone;
  icon: typeof IconCheck;
}

/** A state: colour, icon and word, never the colour alone. */
export function Mark(props: MarkLook & { strong?: boolean | undefined; children?: ReactNode }) {
  const { label, tone, icon: Icon, strong, children } = props;
  return (
    <span className={classes.mark} data-tone={tone} data-strong={strong || undefined}>
      <Icon size={14} stroke={2} aria-hidden />
      {label}
      {children}
    </span>
  );
}
