import "server-only";
import type { CurrentUser } from "@/app/_auth/current-user";
import { requireUserOrThrow } from "@/app/_auth/require-user";
import type { Attempt } from "@/lib/core/attempt.schema";
import { publicError } from "@/lib/core/error-http";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { operationError } from "@/lib/identity/operation-error";

/**
 * Runs a server action for the signed-in person. A refusal comes back as a value: Next.js would keep what an action throws from the browser and answer 500, whoever was at fault.
 * @param run usually one `call(operation, input, { context: operationContext(current) })`; it may throw whatever operations throw
 */
export async function attempt<T>(run: (current: CurrentUser) => Promise<T>): Promise<Attempt<T>> {
  try {
    return { done: true, value: await run(await requireUserOrThrow()) };
  } catch (thrown) {
    const err = operationError(thrown);
    const requestId = newId();
    if (err.code === "internal") log.error({ err, requestId }, "a server action failed");
    return { done: false, error: { ...publicError(err), requestId } };
  }
}
