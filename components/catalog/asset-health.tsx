import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconPlayerPause,
  IconTrendingDown,
} from "@/components/icons";
import type { HealthName } from "@/lib/registry/catalog-names.schema";
import type { AssetHealth } from "@/lib/registry/list-assets.schema";
import { Since } from "../data/time";
import { Mark, type MarkLook } from "../mark/mark";
import classes from "./catalog.module.css";

/** The word, the icon and the tone of each state of health: never the colour alone. */
export const HEALTH = {
  failing: { label: "Failing", tone: "failed", icon: IconAlertTriangle },
  degraded: { label: "Degraded", tone: "waiting", icon: IconTrendingDown },
  suspended: { label: "Suspended", tone: "denied", icon: IconPlayerPause },
  healthy: { label: "Healthy", tone: "ok", icon: IconCircleCheck },
  idle: { label: "Idle", tone: "neutral", icon: IconCircleDashed },
  inactive: { label: "Not in service", tone: "neutral", icon: IconCircleMinus },
} as const satisfies Record<HealthName, MarkLook>;

/** How an asset does, and since when. */
export function AssetHealthBadge(props: { health: AssetHealth | null; strong?: boolean; bare?: boolean }) {
  if (!props.health) return <span className={classes.dim}>–</span>;
  const { state, since } = props.health;
  return (
    <Mark {...HEALTH[state]} strong={props.strong}>
      {since && !props.bare ? (
        <span className={classes.since}>
          <Since at={since} />
        </span>
      ) : null}
    </Mark>
  );
}
