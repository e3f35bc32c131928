import "server-only";
import {
  type Context,
  call,
  type ErrorMap,
  type InferSchemaInput,
  type InferSchemaOutput,
  type Procedure,
  type Schema,
} from "@orpc/server";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { OperationContext, OperationMeta } from "@/lib/identity/operation";
import { attempt } from "./attempt";
import { operationContext } from "./operation-context";

/**
 * A whole server action: runs one operation for the signed-in person.
 * @param input whatever the browser sent; the operation authorises before it looks at it, and then checks it by its schema
 */
export function runOperation<
  C extends Context,
  I extends Schema<unknown, unknown>,
  O extends Schema<unknown, unknown>,
  E extends ErrorMap,
>(
  operation: Procedure<OperationContext, C, I, O, E, OperationMeta>,
  input: unknown,
): Promise<Attempt<InferSchemaOutput<O>>> {
  return attempt((current) =>
    call(operation, input as InferSchemaInput<I>, { context: operationContext(current) }),
  );
}
