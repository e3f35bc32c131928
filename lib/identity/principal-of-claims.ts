import { idTimeMs } from "@/lib/core/ids";
import { type ActClaim, type BadgeClaims, CONSOLE_CLIENT_ID, DEFAULT_ROLES, MAX_CHAIN } from "./badge";
import { invalidBadge } from "./parse-badge";
import type { Actor, Principal } from "./principal";

/** Who a badge speaks for. @throws MeshError `invalid_token` for a chain longer than 5 */
export function principalOfClaims(claims: BadgeClaims): Principal {
  const chain = chainOf(claims);
  const subject = chain[0] as Actor;
  const caller = chain[chain.length - 1] as Actor;
  const { sbx } = claims;
  return {
    caller,
    subject,
    chain,
    clientId: claims.client_id === CONSOLE_CLIENT_ID ? undefined : claims.client_id,
    roles: sbx?.roles ?? DEFAULT_ROLES,
    domains: sbx?.domains ?? [],
    badge: {
      id: claims.jti,
      ancestors: sbx?.ancestors ?? [],
      // `iat` has whole seconds; the id is a UUID version 7 and tells the millisecond, which decides whether a revocation came after.
      issuedAtMs: idTimeMs(claims.jti),
      expiresAtMs: claims.exp * 1000,
      ...(sbx?.clients ? { clients: sbx.clients } : {}),
      ...(claims.cnf ? { keyThumbprint: claims.cnf.jkt } : {}),
    },
    scopes: claims.scope === "" ? [] : claims.scope.split(" "),
    taskId: sbx?.task,
    grants: claims.authorization_details as Principal["grants"],
  };
}

function chainOf(claims: BadgeClaims): Actor[] {
  const actors: Actor[] = [];
  for (let act: ActClaim | undefined = claims.act; act; act = act.act) {
    actors.push(actorOf(act.sub));
    if (actors.length >= MAX_CHAIN) throw invalidBadge("chain too long");
  }
  return [actorOf(claims.sub), ...actors.reverse()];
}

function actorOf(ref: string): Actor {
  const at = ref.indexOf(":");
  return { kind: ref.slice(0, at) as Actor["kind"], id: ref.slice(at + 1) };
}
