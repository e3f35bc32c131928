import type { Hop } from "@/lib/gateway/call";
import type { AgentInterface } from "./choose-interface";
import type { Door } from "./door";
import type { Named } from "./named-in";
import type { Operation } from "./operation";
import type { Owner } from "./task-owners";

/** One operation on its way to an agent. */
export interface AgentCall {
  door: Door;
  operation: Operation;
  named: Named;
  owner: Owner;
  /** The idempotency key of a message. */
  messageKey: string | undefined;
  hop: Hop<"agent">;
  to: AgentInterface;
}
