import Link from "next/link";
import { IconBan, IconCheck, IconClockPause } from "@/components/icons";
import type { CallDetail, CallPolicy } from "@/lib/records/call.schema";
import { CopyId } from "../data/copy-id";
import { Panel } from "../data/panel";
import { TextBlock } from "../data/text-block";
import { formatCounted } from "../format/format-count";
import { assetHref } from "./call-links";
import classes from "./call-view.module.css";

const VERDICT = {
  allow: { label: "Allowed", tone: "ok", icon: IconCheck },
  deny: { label: "Denied", tone: "denied", icon: IconBan },
  hold: { label: "Held until someone approves", tone: "waiting", icon: IconClockPause },
} as const;

/** Why the call was let through or not: the rule, its reason, how to get allowed, and what the rule saw. */
export function CallDecision({ call }: { call: CallDetail }) {
  const { label, tone, icon: Icon } = VERDICT[call.decision];
  const remedy = call.explained.find((policy) => policy.remedy)?.remedy;
  return (
    <Panel title="Decision" aside={<PolicySet version={call.policyVersion} />}>
      <div className={classes.verdict} data-tone={tone}>
        <Icon size={16} aria-hidden />
        <div>
          <span className={classes.verdictTitle}>{label}</span> {because(call)}
        </div>
        {call.decision !== "allow" && call.errorMessage ? (
          <p>
            {call.errorMessage} {call.errorCode ? <code>{call.errorCode}</code> : null}
          </p>
        ) : null}
        {call.decision !== "allow" && remedy ? <p>To be allowed: {remedy}</p> : null}
      </div>
      {call.explained.map((policy) => (
        <Rule key={policy.id} policy={policy} />
      ))}
      <details className={classes.details}>
        <summary>What the policies saw</summary>
        <TextBlock label="Policy inputs" text={JSON.stringify(call.inputs ?? {})} />
      </details>
      {call.status === "failed" || call.status === "outcome_unknown" || call.status === "cancelled" ? (
        <p className={classes.note}>
          {call.errorMessage ?? "The call did not complete."}{" "}
          {call.errorCode ? <code>{call.errorCode}</code> : null}
        </p>
      ) : null}
    </Panel>
  );
}

function because(call: CallDetail): string {
  if (call.policies.length > 0) return `by ${formatCounted(call.policies.length, "policy", "policies")}`;
  if (call.decision !== "deny") return "";
  return call.errorCode === "policy_denied" ? "because no policy permits it" : "before any policy was asked";
}

function PolicySet({ version }: { version: string }) {
  return version ? (
    <>
      Policy set <CopyId id={version} what="policy version" />
    </>
  ) : null;
}

function Rule({ policy }: { policy: CallPolicy }) {
  return (
    <div className={classes.rule}>
      <div className={classes.ruleHead}>
        <span className={classes.ruleTitle}>{policy.title ?? policy.id}</span>
        <span className={classes.note}>
          {policy.effect ? `${policy.effect} · ` : null}
          {policy.asset ? (
            <Link className={classes.link} href={assetHref("policy", policy.asset)}>
              {policy.id}
            </Link>
          ) : (
            <code>{policy.id}</code>
          )}
        </span>
      </div>
      {policy.reason ? <p>{policy.reason}</p> : null}
      {policy.text ? (
        <TextBlock label={`Policy ${policy.id}`} text={policy.text} language="Cedar" />
      ) : (
        <p className={classes.note}>This policy has been changed or removed since.</p>
      )}
    </div>
  );
}
