import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";

/** A server action that makes a change; it authorises by itself and takes what its operation takes. */
export type Change<T = unknown> = (input: unknown) => Promise<Attempt<Receipt & T>>;

export interface NewMemberActions {
  add: Change;
  invite: Change<{ token: string }>;
}

export interface MemberActions {
  setRole: Change;
  link: Change<{ token: string }>;
  stop: Change;
  resume: Change;
  endSession: Change;
  endSessions: Change;
}

export type AddClientAction = Change<{ client: { clientId: string }; clientSecret?: string | undefined }>;

export interface ClientActions {
  rotate: Change<{ clientSecret: string }>;
  revoke: Change;
  stop: Change;
  resume: Change;
}
