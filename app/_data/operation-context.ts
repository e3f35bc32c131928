import "server-only";
import type { CurrentUser } from "@/app/_auth/current-user";
import type { OperationContext } from "@/lib/identity/operation";

/** Runs an operation as the signed-in person: `call(operation, input, { context: operationContext(current) })`. */
export function operationContext({ principal, mesh, token }: CurrentUser): OperationContext {
  return { principal, database: mesh.database, services: mesh.services, sessionToken: token };
}
