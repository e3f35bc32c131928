import { IconBan, IconCheck } from "@/components/icons";
import { Mark } from "./mark";

/** What a policy does where it fits. */
export function EffectMark({ permits }: { permits: boolean }) {
  return permits ? (
    <Mark label="Permits" tone="ok" icon={IconCheck} />
  ) : (
    <Mark label="Forbids" tone="denied" icon={IconBan} />
  );
}
