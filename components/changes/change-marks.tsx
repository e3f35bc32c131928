import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconClock,
  IconEye,
  IconHistory,
  IconMinus,
  IconPercentage,
} from "@/components/icons";
import type { ChangeState, CheckOutcome, Risk } from "@/lib/changes/change-names.schema";
import { Mark, type MarkLook } from "../mark/mark";

const STATES = {
  draft: { label: "Draft", tone: "neutral", icon: IconCircleDashed },
  review: { label: "In review", tone: "waiting", icon: IconEye },
  approved: { label: "Approved", tone: "ok", icon: IconCheck },
  scheduled: { label: "Scheduled", tone: "waiting", icon: IconClock },
  canary: { label: "Canary", tone: "waiting", icon: IconPercentage },
  applied: { label: "In force", tone: "ok", icon: IconCircleCheck },
  reverted: { label: "Taken back", tone: "neutral", icon: IconHistory },
  withdrawn: { label: "Withdrawn", tone: "neutral", icon: IconCircleMinus },
} as const satisfies Record<ChangeState, MarkLook>;

/** Where a change stands: colour, icon and word. */
export function ChangeMark({ state }: { state: ChangeState }) {
  return <Mark {...STATES[state]} />;
}

const RISKS = {
  low: { label: "Low risk", tone: "neutral", icon: IconMinus },
  medium: { label: "Medium risk", tone: "waiting", icon: IconAlertTriangle },
  high: { label: "High risk", tone: "failed", icon: IconAlertTriangle },
} as const satisfies Record<Risk, MarkLook>;

/** How much is at stake. */
export function RiskMark({ risk }: { risk: Risk }) {
  return <Mark {...RISKS[risk]} />;
}

const CHECKS = {
  passed: { label: "Passed", tone: "ok", icon: IconCheck },
  failed: { label: "Failed", tone: "failed", icon: IconAlertTriangle },
  held: { label: "Needs a reason", tone: "failed", icon: IconAlertTriangle },
  noted: { label: "To look at", tone: "waiting", icon: IconEye },
} as const satisfies Record<CheckOutcome, MarkLook>;

export function CheckMark({ outcome }: { outcome: CheckOutcome }) {
  return <Mark {...CHECKS[outcome]} />;
}
