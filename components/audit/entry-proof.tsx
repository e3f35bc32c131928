"use client";

import { Button } from "@mantine/core";
import { IconShieldCheck } from "@/components/icons";
import type { AuditEntryDetail } from "@/lib/audit/browse/audit-entry.schema";
import { CopyButton } from "../data/copy-button";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { formatCount } from "../format/format-count";
import classes from "./audit.module.css";
import { useAuditStatus } from "./log-line";
import { ProofBadge } from "./proof-badge";
import { useVerification } from "./use-verification";
import { VerificationBox } from "./verification-box";

/** Where the entry stands in the tree, and a check of it that runs in this browser. */
export function EntryProofPanel({ entry }: { entry: AuditEntryDetail }) {
  const verification = useVerification(useAuditStatus().data?.origin);
  const { proof } = entry;
  return (
    <Panel
      title="Proof"
      aside={
        <Button
          variant="default"
          size="xs"
          disabled={entry.standing === "pending"}
          loading={verification.run.isPending}
          leftSection={<IconShieldCheck size={14} aria-hidden />}
          onClick={() => verification.run.mutate({ entries: [entry], unbroken: false })}
        >
          Verify
        </Button>
      }
    >
      <div className={classes.stack}>
        <Facts
          items={[
            ["Leaf", <ProofBadge key="leaf" entry={entry} verdict={verification.verdicts.get(entry.id)} />],
            ["Checkpoint", proof ? `of ${formatCount(proof.treeSize)} entries` : null],
            [
              "Proof",
              proof ? (
                <span key="proof">
                  {formatCount(proof.inclusion.length)} hashes{" "}
                  <CopyButton text={JSON.stringify(proof)} what="the proof" />
                </span>
              ) : null,
            ],
          ]}
        />
        <VerificationBox verification={verification} onClose={() => verification.run.reset()} />
      </div>
    </Panel>
  );
}
