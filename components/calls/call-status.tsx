import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircleMinus,
  IconClockPause,
  IconHelpCircle,
  IconLoader2,
} from "@/components/icons";
import { type CallStatus, STATUS_LABELS } from "@/lib/records/call-names.schema";
import { Mark, type MarkLook } from "../mark/mark";

/** The word, the icon and the tone of each status: never the colour alone. */
export const CALL_STATUS = {
  admitted: { label: STATUS_LABELS.admitted, tone: "waiting", icon: IconLoader2 },
  completed: { label: STATUS_LABELS.completed, tone: "ok", icon: IconCheck },
  denied: { label: STATUS_LABELS.denied, tone: "denied", icon: IconBan },
  held: { label: STATUS_LABELS.held, tone: "waiting", icon: IconClockPause },
  failed: { label: STATUS_LABELS.failed, tone: "failed", icon: IconAlertTriangle },
  cancelled: { label: STATUS_LABELS.cancelled, tone: "neutral", icon: IconCircleMinus },
  outcome_unknown: { label: STATUS_LABELS.outcome_unknown, tone: "waiting", icon: IconHelpCircle },
} as const satisfies Record<CallStatus, MarkLook>;

export function CallStatusBadge({ status, strong = false }: { status: CallStatus; strong?: boolean }) {
  return <Mark {...CALL_STATUS[status]} strong={strong} />;
}
