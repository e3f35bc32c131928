import type { PublicError } from "./error-http";

/** What a server action answers: what was done, or why not. */
export type Attempt<T> =
  | { done: true; value: T }
  | {
      done: false;
      /** `requestId` is what the log has a failure of ours under. */
      error: PublicError & { requestId: string };
    };
