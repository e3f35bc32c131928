import { IconAlertTriangle, IconCircleFilled, IconPlayerPauseFilled, IconRefresh } from "@/components/icons";
import classes from "./screen.module.css";
import type { LiveState } from "./use-live-calls";

const STATES = {
  off: { label: "Paused", icon: IconPlayerPauseFilled },
  connecting: { label: "Connecting", icon: IconRefresh },
  live: { label: "Live", icon: IconCircleFilled },
  reconnecting: { label: "Reconnecting", icon: IconRefresh },
  ended: { label: "Ended – reload the page", icon: IconAlertTriangle },
} as const satisfies Record<LiveState, { label: string; icon: typeof IconRefresh }>;

/** Whether the list follows what happens. */
export function LiveBadge({ state }: { state: LiveState }) {
  const { label, icon: Icon } = STATES[state];
  return (
    <span className={classes.badge} data-state={state} role="status">
      <Icon size={10} aria-hidden />
      {label}
    </span>
  );
}
