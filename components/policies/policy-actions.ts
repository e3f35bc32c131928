import type { ChangeAnswer } from "@/lib/changes/change-answer.schema";
import type { Attempt } from "@/lib/core/attempt.schema";

/** What the editor asks the server to do. */
export interface PolicyActions {
  startReplay: (input: unknown) => Promise<Attempt<{ id: string }>>;
  cancelReplay: (input: unknown) => Promise<Attempt<{ cancelled: boolean }>>;
  propose: (input: unknown) => Promise<Attempt<ChangeAnswer>>;
}
