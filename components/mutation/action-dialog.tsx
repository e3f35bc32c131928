"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { Failure } from "./failure";
import classes from "./mutation.module.css";
import { ReceiptLine } from "./receipt-line";
import { unanswered } from "./use-action";

export interface ActionDialogProps<T extends Receipt> {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and the fields of the form. */
  children?: ReactNode;
  /** The verb on the button that does it. */
  submit: string;
  /** For what takes something away. */
  danger?: boolean;
  /** For what cannot be undone: this text must be typed first. */
  typed?: string;
  run: (form: FormData) => Promise<Attempt<T>>;
  /** What is shown besides the receipt: a new secret, for instance. */
  done?: (value: T) => ReactNode;
  /** Whether what `done` shows cannot be seen again: then only the button closes the dialog. */
  once?: boolean;
}

/** A change of something that matters: said first, pending while it runs, then the receipt or the refusal. The page behind is read again when the dialog closes. */
export function ActionDialog<T extends Receipt>(props: ActionDialogProps<T>) {
  const { opened, title, danger = false, typed, run, done, once = false } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const [outcome, setOutcome] = useState<Attempt<T>>();
  const [text, setText] = useState("");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    start(async () => setOutcome(await run(form).catch(unanswered)));
  };
  const close = () => {
    if (busy) return;
    if (outcome?.done) router.refresh();
    props.onClose();
    setOutcome(undefined);
    setText("");
  };
  const kept = once && outcome?.done === true;
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeOnClickOutside={!kept && !busy}
      closeOnEscape={!kept && !busy}
      withCloseButton={!kept}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {outcome?.done ? (
        <div className={classes.form}>
          {done?.(outcome.value)}
          <ReceiptLine entryId={outcome.value.entryId} />
          <div className={classes.buttons}>
            <Button onClick={close} ref={focusIt}>
              {kept ? "I have copied it" : "Close"}
            </Button>
          </div>
        </div>
      ) : (
        <form className={classes.form} onSubmit={submit}>
          {props.children}
          {typed === undefined ? null : (
            <TextInput
              label={`Type ${typed} to confirm`}
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <div role="alert">{outcome ? <Failure error={outcome.error} /> : null}</div>
          <div className={classes.buttons}>
            <Button variant="default" onClick={close} disabled={busy}>
              Cancel
            </Button>
            <Button
              type="submit"
              variant={danger ? "danger" : "filled"}
              loading={busy}
              disabled={typed !== undefined && text !== typed}
            >
              {props.submit}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

/** The form that had the focus is gone; Enter closes what took its place. */
function focusIt(button: HTMLButtonElement | null): void {
  button?.focus();
}
