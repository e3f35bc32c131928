import { IconAlertTriangle, IconCircleFilled, IconPlayerPauseFilled, IconRefresh } from "@/components/icons";
import { Ago } from "../data/time";
import { formatInstant } from "../format/format-time";
import classes from "../table/list-screen.module.css";
import type { LiveState } from "./use-live-calls";

const STATES = {
  off: { label: "Paused", icon: IconPlayerPauseFilled },
  connecting: { label: "Connecting", icon: IconRefresh },
  live: { label: "Live", icon: IconCircleFilled },
  reconnecting: { label: "Reconnecting", icon: IconRefresh },
  ended: { label: "Ended – reload the page", icon: IconAlertTriangle },
} as const satisfies Record<LiveState, { label: string; icon: typeof IconRefresh }>;

/** Whether the list follows what happens. */
export function LiveBadge({ state, heardAt }: { state: LiveState; heardAt: number | undefined }) {
  const { label, icon: Icon } = STATES[state];
  return (
    <span
      className={classes.badge}
      data-state={state}
      role="status"
      title={
        heardAt === undefined ? undefined : `Last update ${formatInstant(new Date(heardAt).toISOString())}`
      }
    >
      <Icon size={10} aria-hidden />
      {label}
      {heardAt !== undefined && state !== "live" ? (
        <span className={classes.heard}>
          up to <Ago at={new Date(heardAt).toISOString()} />
        </span>
      ) : null}
    </span>
  );
}
