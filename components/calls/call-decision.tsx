import Link from "next/link";
import type { CallDetail, CallPolicy } from "@/lib/records/call.schema";
import { CopyId } from "../data/copy-id";
import { Panel } from "../data/panel";
import { TextBlock } from "../data/text-block";
import { policyHref } from "../policies/policy-links";
import { VisibleText } from "../viewers/visible-text";
import { askedWords } from "./asked-words";
import { CallVerdict } from "./call-verdict";
import classes from "./call-view.module.css";

/** Why the call was let through or not: the rule, its reason, how to get allowed, and what the rule saw. */
export function CallDecision({ call }: { call: CallDetail }) {
  return (
    <Panel title="Decision" anchor="decision" aside={<PolicySet version={call.policyVersion} />}>
      <p className={classes.question}>
        <VisibleText text={askedWords(call)} />
      </p>
      <CallVerdict call={call} />
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
            <Link className={classes.link} href={policyHref(policy.asset, policy.id)}>
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
