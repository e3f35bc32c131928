import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { Failure } from "./failure";
import { ReceiptLine } from "./receipt-line";

/** The receipt or the refusal of a change, where it was asked for. */
export function Outcome({ outcome }: { outcome: Attempt<Receipt> | undefined }) {
  return (
    <div role="alert">
      {outcome === undefined ? null : outcome.done ? (
        <ReceiptLine entryId={outcome.value.entryId} />
      ) : (
        <Failure error={outcome.error} />
      )}
    </div>
  );
}
