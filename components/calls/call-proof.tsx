"use client";

import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { IconAlertTriangle, IconCheck, IconClock, IconShieldCheck, IconX } from "@/components/icons";
import type { CallStatus } from "@/lib/records/call-names.schema";
import type { CallProof } from "@/lib/records/call-proof.schema";
import { CopyButton } from "../data/copy-button";
import { fetchJson } from "../data/fetch-json";
import { Panel } from "../data/panel";
import { formatCount } from "../format/format-count";
import type { Check } from "../proof/verify-entry";
import { ErrorState } from "../states/error-state";
import classes from "./call-view.module.css";

const PENDING_EVERY_MS = 1000;
const PART = { intent: "Ruling", outcome: "Outcome" } as const;

/** Where the call stands in the audit log, and a check of it that runs in this browser. */
export function CallProofPanel({ callId, status }: { callId: string; status: CallStatus }) {
  const found = useQuery({
    queryKey: ["proof", callId, status],
    queryFn: ({ signal }) => fetchJson<CallProof>(`/api/console/calls/${callId}/proof`, signal),
    refetchInterval: (query) => (query.state.data?.some((part) => !part.proof) ? PENDING_EVERY_MS : false),
  });
  const verify = useMutation({ mutationFn: () => verifyAll(callId) });
  const ready = found.data?.some((part) => part.proof) ?? false;
  return (
    <Panel
      title="Proof"
      anchor="proof"
      aside={
        <Button
          variant="default"
          size="xs"
          disabled={!ready}
          loading={verify.isPending}
          leftSection={<IconShieldCheck size={14} aria-hidden />}
          onClick={() => verify.mutate()}
        >
          Verify
        </Button>
      }
    >
      {found.isError ? (
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      ) : (
        (found.data ?? []).map(({ part, proof }) => (
          <div key={part} className={classes.proofRow}>
            <span>{PART[part]}</span>
            {proof ? (
              <span className={classes.note}>
                leaf {formatCount(proof.index)} of {formatCount(proof.treeSize)}
                <CopyButton text={JSON.stringify(proof)} what={`${PART[part].toLowerCase()} proof`} />
              </span>
            ) : (
              <span className={classes.note}>
                <IconClock size={14} aria-hidden /> entering the tree
              </span>
            )}
          </div>
        ))
      )}
      <p className={classes.note}>
        <Link className={classes.link} href={`/audit?call=${callId}`} prefetch={false}>
          In the audit log
        </Link>
      </p>
      <div aria-live="polite">
        {verify.isError ? <p className={classes.note}>{verify.error.message}</p> : null}
        {verify.data ? <Verdict checks={verify.data} /> : null}
      </div>
    </Panel>
  );
}

function Verdict({ checks }: { checks: readonly Check[] }) {
  const ok = checks.every((check) => check.ok);
  const Icon = ok ? IconShieldCheck : IconAlertTriangle;
  return (
    <>
      <p className={classes.verdict} data-tone={ok ? "ok" : "denied"}>
        <Icon size={16} aria-hidden />
        <span className={classes.verdictTitle}>
          {ok ? "Verified in this browser" : "This record does not verify"}
        </span>
      </p>
      <ul className={classes.checks}>
        {checks.map((check) => (
          <li key={check.what} data-ok={check.ok}>
            {check.ok ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-label="Failed" />}
            <span>{check.what}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Reads the proofs afresh and checks each. The code for it is loaded when it is first used. */
async function verifyAll(callId: string): Promise<Check[]> {
  if (!window.isSecureContext) {
    throw new Error(
      "Browsers offer cryptography over https or on localhost only. Use `signalbox verify` instead.",
    );
  }
  const [{ verifyEntry }, parts] = await Promise.all([
    import("../proof/verify-entry"),
    fetchJson<CallProof>(`/api/console/calls/${callId}/proof`),
  ]);
  const checks = await Promise.all(
    parts.map(async ({ part, proof }) =>
      proof
        ? (await verifyEntry(proof, callId)).map((check) => ({
            ...check,
            what: `${PART[part]}: ${check.what}`,
          }))
        : [],
    ),
  );
  return checks.flat();
}
