import { IconArchive, IconCircleCheck, IconPencil, IconPlayerPause, IconSunset2 } from "@/components/icons";
import { Mark } from "../mark/mark";

const LIFECYCLE = {
  draft: { label: "Draft", tone: "neutral", icon: IconPencil },
  active: { label: "Active", tone: "ok", icon: IconCircleCheck },
  deprecated: { label: "Deprecated", tone: "waiting", icon: IconSunset2 },
  retired: { label: "Retired", tone: "neutral", icon: IconArchive },
  suspended: { label: "Suspended", tone: "denied", icon: IconPlayerPause },
} as const;

/** Where an asset is in its life; a suspension outranks it. */
export function AssetStatus(props: { lifecycle: string; suspended: boolean; strong?: boolean }) {
  const key = props.suspended ? "suspended" : props.lifecycle;
  return <Mark {...(LIFECYCLE[key as keyof typeof LIFECYCLE] ?? LIFECYCLE.draft)} strong={props.strong} />;
}
