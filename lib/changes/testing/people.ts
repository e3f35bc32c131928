import { call } from "@orpc/server";
import { newId } from "@/lib/core/ids";
import type { Mesh } from "@/lib/gateway/mesh";
import type { OperationContext } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";
import { principalOfUser, type UserRole } from "@/lib/identity/user";
import { getChange } from "../get-change";
import { proposeChange } from "../propose-change";
import { reviewChange } from "../review-change";

/** A person with an account, as an operation's context. */
export async function person(mesh: Mesh, role: UserRole, domains: string[] = []): Promise<OperationContext> {
  const user = { id: newId(), role, domains };
  await mesh.database.sql`
    insert into users (id, email, name, role, domains)
    values (${user.id}, ${`${user.id}@example.com`}, ${role}, ${role}, ${domains})`;
  return as(mesh, principalOfUser(user));
}

export function as(mesh: Mesh, principal: Principal): OperationContext {
  return { principal, database: mesh.database, services: mesh.services };
}

/** A program that manages the installation in its own name: what it does needs no review. */
export function program(mesh: Mesh, { principal }: OperationContext): OperationContext {
  const caller = { kind: "service" as const, id: "prog" };
  return as(mesh, { ...principal, roles: ["admin"], caller, subject: caller, chain: [caller] });
}

export const policyOf = (name: string, text: string, guardrail = false) => ({
  op: "put" as const,
  kind: "policy",
  name,
  head: { domain: "test" },
  spec: { text, guardrail },
});

/** A policy that is valid, told apart by its id. */
export const forbid = (id: string) =>
  `@id("${id}") forbid(principal, action, resource == Model::"none-${id}");`;

export async function propose(context: OperationContext, ...items: unknown[]) {
  return call(proposeChange, { title: "A change", reason: "Because", items: items as never }, { context });
}

/** Approves what the reviewer sees now. */
export async function approve(context: OperationContext, number: number) {
  const { contentHash } = await call(getChange, { number }, { context });
  return call(reviewChange, { number, verdict: "approve", contentHash }, { context });
}
