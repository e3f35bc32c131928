import { IconAlertTriangle, IconBan, IconCheck, IconClockPause } from "@/components/icons";
import type { AuditResult } from "@/lib/audit/audit-types.schema";
import classes from "../calls/calls.module.css";

/** The word, the icon and the tone of each result: never the colour alone. */
export const ENTRY_RESULT = {
  done: { label: "Done", tone: "neutral", icon: IconCheck },
  refused: { label: "Refused", tone: "denied", icon: IconBan },
  held: { label: "Held", tone: "waiting", icon: IconClockPause },
  failed: { label: "Failed", tone: "failed", icon: IconAlertTriangle },
} as const satisfies Record<AuditResult, { label: string; tone: string; icon: typeof IconCheck }>;

export function EntryResult({ result, strong = false }: { result: AuditResult; strong?: boolean }) {
  const { label, tone, icon: Icon } = ENTRY_RESULT[result];
  return (
    <span className={classes.status} data-tone={tone} data-strong={strong || undefined}>
      <Icon size={14} stroke={2} aria-hidden />
      {label}
    </span>
  );
}
