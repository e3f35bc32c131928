import { IconAlertTriangle, IconRosetteDiscountCheck } from "@/components/icons";
import { Mark } from "../mark/mark";

const STATES = {
  valid: { label: "Certified", tone: "ok", icon: IconRosetteDiscountCheck },
  suspended: { label: "Certificate suspended", tone: "waiting", icon: IconAlertTriangle },
} as const;

/** How an asset's certificate stands; nothing where it never had one. */
export function CertificationMark(props: { state: "none" | "valid" | "suspended"; strong?: boolean }) {
  if (props.state === "none") return null;
  return <Mark {...STATES[props.state]} strong={props.strong} />;
}
