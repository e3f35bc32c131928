import { IconCircleCheck, IconCircleMinus, IconCircleX } from "@/components/icons";
import { Mark } from "../../mark/mark";

const LOOKS = {
  passed: { label: "Passed", tone: "ok", icon: IconCircleCheck },
  failed: { label: "Failed", tone: "failed", icon: IconCircleX },
  none: { label: "No result", tone: "waiting", icon: IconCircleMinus },
} as const;

/** What came of a suite. */
export function VerdictMark({ verdict, strong }: { verdict: keyof typeof LOOKS; strong?: boolean }) {
  return <Mark {...LOOKS[verdict]} strong={strong} />;
}
