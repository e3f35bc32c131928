"use client";

import { Textarea } from "@mantine/core";
import Link from "next/link";
import { IconRosetteDiscountCheck, IconSend } from "@/components/icons";
import type { Attempt } from "@/lib/core/attempt.schema";
import { ActionButton } from "../../mutation/action-button";
import classes from "../catalog.module.css";

/** What asks for certificates on the server. */
export interface CertifyActions {
  certify: (input: { kind: string; name: string }) => Promise<Attempt<Certified>>;
  request: (input: unknown) => Promise<Attempt<Requested>>;
}
interface Certified {
  entryId: string | null;
}
interface Requested {
  entryId: string;
  number: number;
}

/** Asks for the certificate, or, where nobody has looked at exactly this yet, for somebody who does. */
export function CertifyButtons(props: {
  kind: string;
  name: string;
  /** Nobody has approved exactly this. */
  unreviewed: boolean;
  actions: CertifyActions;
}) {
  const { kind, name, unreviewed, actions } = props;
  if (unreviewed) {
    return (
      <ActionButton<Requested>
        permission="mesh:propose"
        label="Ask for a review"
        variant="filled"
        icon={<IconSend size={14} aria-hidden />}
        title={`Ask somebody to certify ${name}?`}
        submit="Ask"
        run={(form) =>
          actions.request({
            title: `Certify ${kind} ${name}`,
            reason: String(form.get("reason")).trim(),
            items: [{ op: "certify", kind, name }],
          })
        }
        done={({ number }) => (
          <p className={classes.text}>
            Somebody else has to approve <Link href={`/changes/${number}`}>change {number}</Link>; putting it
            in force issues the certificate.
          </p>
        )}
      >
        <p className={classes.text}>
          It becomes a change request for exactly this version with everything that it names.
        </p>
        <Textarea name="reason" label="Why" required maxLength={4000} data-autofocus />
      </ActionButton>
    );
  }
  return (
    <ActionButton<{ entryId: string }>
      permission="registry:write"
      label="Certify"
      variant="filled"
      icon={<IconRosetteDiscountCheck size={14} aria-hidden />}
      title={`Certify ${name}?`}
      submit="Certify"
      run={() => actions.certify({ kind, name }).then(onRecord)}
    >
      <p className={classes.text}>
        Every condition is looked at again, the signature of its card at its source. Policies see the
        certificate within a second.
      </p>
    </ActionButton>
  );
}

/** A certificate that was valid already leaves nothing on record. */
function onRecord(answer: Attempt<Certified>): Attempt<{ entryId: string }> {
  if (!answer.done) return answer;
  return { ...answer, value: { entryId: answer.value.entryId ?? "" } };
}
