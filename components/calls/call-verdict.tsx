import { IconBan, IconCheck, IconClockPause } from "@/components/icons";
import type { CallDetail } from "@/lib/records/call.schema";
import { formatCounted } from "../format/format-count";
import { VisibleText } from "../viewers/visible-text";
import classes from "./call-view.module.css";
import { remedyOf } from "./remedy-of";

const VERDICT = {
  allow: { label: "Allowed", tone: "ok", icon: IconCheck },
  deny: { label: "Denied", tone: "denied", icon: IconBan },
  hold: { label: "Held until someone approves", tone: "waiting", icon: IconClockPause },
} as const;

/** The decision in a few words: why, and what would get it allowed. */
export function CallVerdict({ call }: { call: CallDetail }) {
  const { label, tone, icon: Icon } = VERDICT[call.decision];
  const remedy = remedyOf(call);
  return (
    <div className={classes.verdict} data-tone={tone}>
      <Icon size={16} aria-hidden />
      <div>
        <span className={classes.verdictTitle}>{label}</span> {because(call)}
      </div>
      {call.decision !== "allow" && call.errorMessage ? (
        <p>
          <VisibleText text={call.errorMessage} /> {call.errorCode ? <code>{call.errorCode}</code> : null}
        </p>
      ) : null}
      {remedy ? (
        <p>
          To be allowed: <VisibleText text={remedy} />
        </p>
      ) : null}
    </div>
  );
}

function because(call: CallDetail): string {
  if (call.policies.length > 0) return `by ${formatCounted(call.policies.length, "policy", "policies")}`;
  if (call.decision !== "deny") return "";
  return call.errorCode === "policy_denied" ? "because no policy permits it" : "before any policy was asked";
}
