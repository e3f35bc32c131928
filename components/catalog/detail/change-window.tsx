"use client";

import { Button, Modal, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { StateRules } from "@/lib/changes/get-state-rules.schema";
import type { PublicError } from "@/lib/core/error-http";
import type { ChangedState } from "@/lib/registry/asset-door";
import type { AssetUsers as Users } from "@/lib/registry/list-asset-users.schema";
import type { AssetSummary } from "@/lib/registry/list-assets.schema";
import { fetchJson } from "../../data/fetch-json";
import { ErrorState } from "../../states/error-state";
import classes from "../catalog.module.css";
import { ActionError } from "./action-error";
import { AssetUsers } from "./asset-users";
import type { ChangeStateAction } from "./state-actions";
import { needsInWords, type StateChange } from "./state-changes";
import { StateReceipt } from "./state-receipt";

const MAX_REASON = 1000;

/** Asks for the reason of a change, waits for it, and shows its receipt. Nothing shows as done before the mesh has said so. */
export function ChangeWindow(props: {
  asset: AssetSummary;
  asked: StateChange;
  rules: StateRules;
  change: ChangeStateAction;
  onClose: (changed: boolean) => void;
}) {
  const { asset, asked, rules, change, onClose } = props;
  const [reason, setReason] = useState("");
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<ChangedState>();
  const [error, setError] = useState<PublicError & { requestId: string }>();
  const name = asset.title || asset.name;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(undefined);
    try {
      const result = await change({ kind: asset.kind, name: asset.name, reason, ...asked.change });
      if (result.done) setAnswer(result.value);
      else setError(result.error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Modal opened onClose={() => onClose(answer !== undefined)} title={`${asked.label}: ${name}`} centered>
      {answer === undefined ? (
        <form onSubmit={(event) => void submit(event)} className={classes.form}>
          <p className={classes.text}>{asked.effect}</p>
          {asked.waits ? <p className={classes.text}>{needsInWords(rules.needs)}</p> : null}
          {asked.id === "retire" ? <StillUsed kind={asset.kind} name={asset.name} /> : null}
          <Textarea
            label="Why"
            description={
              asked.waits ? "Reviewers read it first; it goes on record." : "Goes on record with your name."
            }
            value={reason}
            maxLength={MAX_REASON}
            required
            autosize
            minRows={2}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {error ? <ActionError error={error} /> : null}
          <div className={classes.formActions}>
            <Button variant="default" onClick={() => onClose(false)}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={pending}
              disabled={reason.trim() === ""}
              data-grave={(asked.grave && !asked.waits) || undefined}
            >
              {asked.label}
            </Button>
          </div>
        </form>
      ) : (
        <StateReceipt answer={answer} onClose={() => onClose(true)} />
      )}
    </Modal>
  );
}

/** Looked up when somebody means to retire it. */
function StillUsed({ kind, name }: { kind: string; name: string }) {
  const path = `/api/console/v1/assets/${encodeURIComponent(kind)}/${encodeURIComponent(name)}/users`;
  const users = useQuery({
    queryKey: ["asset-users", kind, name],
    queryFn: ({ signal }) => fetchJson<Users>(path, signal),
  });
  if (users.isError) return <ErrorState error={users.error} retry={() => void users.refetch()} />;
  if (!users.data) return <p className={classes.dim}>Looking for what still uses it …</p>;
  return <AssetUsers users={users.data} />;
}
