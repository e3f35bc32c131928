import type { Receipt } from "@/lib/audit/receipt.schema";
import type { ChangeAnswer } from "@/lib/changes/change-answer.schema";
import type { Attempt } from "@/lib/core/attempt.schema";

type Step = (input: unknown) => Promise<Attempt<ChangeAnswer>>;

/** What can be done with a change; each is a server action that checks for itself. */
export interface ChangeActions {
  submit: Step;
  review: Step;
  apply: Step;
  startCanary: Step;
  endCanary: Step;
  breakGlass: Step;
  revert: Step;
  withdraw: Step;
  comment: (input: unknown) => Promise<Attempt<Receipt>>;
  resolve: (input: unknown) => Promise<Attempt<Receipt>>;
  /** What nobody else sees leaves no receipt. */
  draft: (input: unknown) => Promise<Attempt<{ id: string }>>;
  discard: (input: unknown) => Promise<Attempt<{ id: string }>>;
  watch: (input: unknown) => Promise<Attempt<{ watching: boolean }>>;
}
