import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPause,
} from "@/components/icons";
import classes from "./graph.module.css";
import { HEALTH_WORDS, type Health } from "./health";

const ICONS: Record<Health, typeof IconBan> = {
  healthy: IconCircleCheck,
  errors: IconAlertTriangle,
  failing: IconCircleX,
  refused: IconBan,
  idle: IconCircleDashed,
  suspended: IconPlayerPause,
};

/** How a part of the mesh does: icon and word in its colour. */
export function HealthBadge({ health }: { health: Health }) {
  const Icon = ICONS[health];
  return (
    <span className={classes.health} data-health={health}>
      <Icon size={13} stroke={2} aria-hidden />
      {HEALTH_WORDS[health]}
    </span>
  );
}
