import { IconBan, IconCircleCheck, IconCircleMinus, IconClock } from "@/components/icons";
import { Mark } from "../mark/mark";

const STATES = {
  active: { label: "Active", tone: "ok", icon: IconCircleCheck },
  stopped: { label: "Stopped", tone: "denied", icon: IconBan },
  current: { label: "Signs now", tone: "ok", icon: IconCircleCheck },
  next: { label: "Comes next", tone: "waiting", icon: IconClock },
  retired: { label: "Retired", tone: "neutral", icon: IconCircleMinus },
  revoked: { label: "Revoked", tone: "denied", icon: IconBan },
  alive: { label: "Alive", tone: "ok", icon: IconCircleCheck },
  silent: { label: "Silent", tone: "denied", icon: IconBan },
} as const;

/** The state of an account, a key or a replica: colour, icon and word. */
export function StateBadge({ state }: { state: keyof typeof STATES }) {
  return <Mark {...STATES[state]} />;
}
