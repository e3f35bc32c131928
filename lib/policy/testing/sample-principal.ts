import type { Actor, Principal } from "@/lib/identity/principal";

/** Someone with the given chain, the caller last, and nothing else special. */
export function principalOf(chain: readonly [Actor, ...Actor[]], more: Partial<Principal> = {}): Principal {
  return {
    caller: chain.at(-1) ?? chain[0],
    subject: chain[0],
    chain,
    clientId: undefined,
    roles: [],
    domains: [],
    badge: undefined,
    scopes: [],
    taskId: undefined,
    grants: undefined,
    ...more,
  };
}
