import type { Principal } from "@/lib/identity/principal";
import type { Role } from "@/lib/identity/roles";

/** Someone with a role, as a console session or an operator's badge proves it. */
export function testPrincipal(...roles: Role[]): Principal {
  const caller = { kind: "user", id: "auditor" } as const;
  return {
    caller,
    subject: caller,
    chain: [caller],
    clientId: undefined,
    roles,
    domains: [],
    badge: undefined,
    scopes: [],
    taskId: undefined,
    grants: undefined,
  };
}
