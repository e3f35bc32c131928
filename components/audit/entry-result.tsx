import { IconAlertTriangle, IconBan, IconCheck, IconClockPause } from "@/components/icons";
import type { AuditResult } from "@/lib/audit/audit-types.schema";
import { Mark, type MarkLook } from "../mark/mark";

/** The word, the icon and the tone of each result: never the colour alone. */
export const ENTRY_RESULT = {
  done: { label: "Done", tone: "neutral", icon: IconCheck },
  refused: { label: "Refused", tone: "denied", icon: IconBan },
  held: { label: "Held", tone: "waiting", icon: IconClockPause },
  failed: { label: "Failed", tone: "failed", icon: IconAlertTriangle },
} as const satisfies Record<AuditResult, MarkLook>;

export function EntryResult({ result, strong = false }: { result: AuditResult; strong?: boolean }) {
  return <Mark {...ENTRY_RESULT[result]} strong={strong} />;
}
