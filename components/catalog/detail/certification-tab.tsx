import Link from "next/link";
import type { z } from "zod";
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from "@/components/icons";
import type { certification } from "@/lib/registry/certification/certification.schema";
import { assetHref } from "../../calls/call-links";
import { kindName } from "../../calls/protocol-names";
import { CopyId } from "../../data/copy-id";
import { Panel } from "../../data/panel";
import { Ago } from "../../data/time";
import { Mark } from "../../mark/mark";
import { VisibleText } from "../../viewers/visible-text";
import { CertificationMark } from "../certification-mark";
import classes from "./certification.module.css";
import { type CertifyActions, CertifyButtons } from "./certify-buttons";
import { DemandedSuites } from "./demanded-suites";

type Certification = z.infer<typeof certification>;
type Part = Certification["bound"][number];

const STATES = {
  holds: { label: "Holds", tone: "ok", icon: IconCircleCheck },
  fails: { label: "Fails", tone: "failed", icon: IconAlertTriangle },
  not_required: { label: "Not required", tone: "neutral", icon: IconCircleMinus },
} as const;

const NAMES = {
  signature: "Card signature",
  owner: "Owner",
  scan: "Scan",
  suites: "Required suites",
  review: "Review",
  use: "In use",
} as const;

/** What a certificate depends on, what it is bound to, and what became of those before. */
export function CertificationTab({ found, actions }: { found: Certification; actions: CertifyActions }) {
  const { kind, name, state, conditions, bound, certificates } = found;
  const [latest] = certificates;
  const failing = conditions.filter((one) => one.state === "fails");
  return (
    <>
      <Panel
        title="Conditions"
        aside={
          state === "valid" ? undefined : (
            <CertifyButtons
              kind={kind}
              name={name}
              unreviewed={failing.some(({ id }) => id === "review")}
              actions={actions}
            />
          )
        }
      >
        <p className={classes.lead}>
          {state === "none" ? "It has no certificate." : <CertificationMark state={state} strong />}{" "}
          {latest && state === "suspended" ? <VisibleText text={latest.reasons.join(" ")} /> : null}
          {latest && state === "suspended" && latest.change !== null ? (
            <>
              {" "}
              <Link href={`/changes/${latest.change}`}>Change {latest.change}</Link> asks to certify it again.
            </>
          ) : null}
        </p>
        <ul className={classes.conditions} aria-label="Conditions of the certificate">
          {conditions.map((one) => (
            <li key={one.id}>
              <h3>{NAMES[one.id]}</h3>
              <Mark {...STATES[one.state]} />
              <div>
                <VisibleText text={one.words} />
                {one.remedy ? <p className={classes.remedy}>{one.remedy}</p> : null}
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      <DemandedSuites asset={{ kind, name }} suites={found.suites} />
      <Panel title="Bound to" aside="A change of any of these suspends the certificate.">
        <BoundParts bound={bound} />
      </Panel>
      <Panel title="Certificates">
        {certificates.length === 0 ? (
          <p className={classes.dim}>None was issued yet.</p>
        ) : (
          <ul className={classes.history} aria-label="Certificates so far">
            {certificates.map((one) => (
              <li key={one.id}>
                <CertificationMark state={one.state} />
                <span>
                  v{one.version}, issued <Ago at={one.issuedAt} /> by {one.issuedBy}
                  {one.state === "suspended" ? (
                    <>
                      , suspended <Ago at={one.since} />
                    </>
                  ) : null}
                </span>
                {one.reasons.length > 0 ? <VisibleText text={one.reasons.join(" ")} /> : null}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}

function BoundParts({ bound }: { bound: readonly Part[] }) {
  return (
    <ul className={classes.bound} aria-label="What the certificate is bound to">
      {bound.map((part) => (
        <li key={`${part.kind} ${part.reference} ${part.part}`}>
          <span className={classes.dim}>{part.part === null ? kindName(part.kind) : "Tool"}</span>
          <Link href={assetHref(part.kind, part.name)}>{part.reference}</Link>
          <span className={classes.dim}>{part.version === null ? "" : `v${part.version}`}</span>
          {part.digest === null ? "There is none." : <CopyId id={part.digest} what="digest" />}
        </li>
      ))}
    </ul>
  );
}
