import Link from "next/link";
import type { AssetPolicy, ListAssetPoliciesOutput } from "@/lib/policy/list-asset-policies.schema";
import { Panel } from "../../data/panel";
import { TextBlock } from "../../data/text-block";
import { formatCounted } from "../../format/format-count";
import { EffectMark } from "../../mark/effect-mark";
import { policyHref } from "../../policies/policy-links";
import { EmptyState } from "../../states/empty-state";
import classes from "../catalog.module.css";

/** The policies in force that can apply to an asset, with why each does. */
export function PoliciesTab({ found }: { found: ListAssetPoliciesOutput }) {
  const called = found.items.filter((policy) => policy.parts.some(({ part }) => part === "called"));
  const caller = found.items.filter((policy) => policy.parts.some(({ part }) => part === "caller"));
  return (
    <>
      <p className={classes.text}>
        {formatCounted(found.items.length, "policy", "policies")} of {found.inForce} in force can apply,
        judged by what they speak of. What is under <code>when</code> and <code>unless</code> is decided for
        each call. Nothing is allowed that no policy permits, and what one forbids no other can permit.
      </p>
      <Panel title="When it is called" aside={formatCounted(called.length, "policy", "policies")}>
        {called.length > 0 ? (
          <List policies={called} part="called" />
        ) : (
          <EmptyState title="No policy speaks of it">
            So nobody may call it. A steward of its domain can permit it.
          </EmptyState>
        )}
      </Panel>
      {caller.length > 0 ? (
        <Panel title="When it calls" aside={formatCounted(caller.length, "policy", "policies")}>
          <List policies={caller} part="caller" />
        </Panel>
      ) : null}
    </>
  );
}

function List({ policies, part }: { policies: readonly AssetPolicy[]; part: "called" | "caller" }) {
  return (
    <ul className={classes.items}>
      {policies.map((policy) => (
        <li key={policy.id}>
          <Policy policy={policy} part={part} />
        </li>
      ))}
    </ul>
  );
}

function Policy({ policy, part }: { policy: AssetPolicy; part: "called" | "caller" }) {
  const permits = policy.effect === "permit";
  const found = policy.parts.find((one) => one.part === part);
  return (
    <>
      <div className={classes.itemName}>
        <EffectMark permits={permits} />
        <h3>{policy.title ?? policy.id}</h3>
        <span className={classes.dim}>
          {policy.guardrail ? "guardrail" : `domain ${policy.domain}`} ·{" "}
          <Link className={classes.link} href={policyHref(policy.asset, policy.id)}>
            {policy.id}
          </Link>
        </span>
      </div>
      <p className={classes.text}>
        Applies because it {found?.because}
        {found && found.tools.length > 0 ? `: ${found.tools.join(", ")}` : ""}.
        {policy.reason ? ` ${policy.reason}` : ""}
        {policy.remedy ? ` To be allowed: ${policy.remedy}` : ""}
      </p>
      {policy.obligations.length > 0 ? (
        <ul className={classes.tags} aria-label="Asks for">
          {policy.obligations.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : null}
      <details className={classes.details}>
        <summary>Cedar</summary>
        <TextBlock label={`Policy ${policy.id}`} text={policy.text} language="Cedar" />
      </details>
    </>
  );
}
