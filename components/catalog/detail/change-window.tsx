"use client";

import { Button, Modal, Textarea } from "@mantine/core";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { IconCircleCheck } from "@/components/icons";
import type { PublicError } from "@/lib/core/error-http";
import type { AssetSummary } from "@/lib/registry/list-assets.schema";
import { CopyId } from "../../data/copy-id";
import classes from "../catalog.module.css";
import { ActionError } from "./action-error";
import type { ChangeStateAction } from "./state-actions";
import type { StateChange } from "./state-changes";

const MAX_REASON = 1000;

/** Asks for the reason of a change, waits for it, and shows its receipt. Nothing shows as done before the mesh has said so. */
export function ChangeWindow(props: {
  asset: AssetSummary;
  asked: StateChange;
  change: ChangeStateAction;
  onClose: (changed: boolean) => void;
}) {
  const { asset, asked, change, onClose } = props;
  const [reason, setReason] = useState("");
  const [pending, setPending] = useState(false);
  const [entryId, setEntryId] = useState<string>();
  const [error, setError] = useState<PublicError & { requestId: string }>();
  const name = asset.title || asset.name;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(undefined);
    try {
      const answer = await change({ kind: asset.kind, name: asset.name, reason, ...asked.change });
      if (answer.done) setEntryId(answer.value.entryId);
      else setError(answer.error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Modal opened onClose={() => onClose(entryId !== undefined)} title={`${asked.label}: ${name}`} centered>
      {entryId === undefined ? (
        <form onSubmit={(event) => void submit(event)} className={classes.form}>
          <p className={classes.text}>{asked.effect}</p>
          <Textarea
            label="Why"
            description="Goes on record with your name."
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
              data-grave={asked.grave || undefined}
            >
              {asked.label}
            </Button>
          </div>
        </form>
      ) : (
        <div className={classes.form} role="status">
          <p className={classes.certified}>
            <IconCircleCheck size={16} aria-hidden /> Done, and in force on every replica within a second.
          </p>
          <p className={classes.text}>
            Audit entry <CopyId id={entryId} what="entry id" />{" "}
            <Link
              className={classes.link}
              href={`/catalog/${asset.kind}/${encodeURIComponent(asset.name)}?tab=audit`}
            >
              See it on record
            </Link>
          </p>
          <div className={classes.formActions}>
            <Button data-autofocus onClick={() => onClose(true)}>
              Close
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
