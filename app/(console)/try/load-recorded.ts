import "server-only";
import { call } from "@orpc/server";
import { requestOfCall } from "@/components/try/request-of-call";
import { isMeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { OperationContext } from "@/lib/identity/operation";
import { getCall } from "@/lib/records/get-call";

/** What a recorded call asked for, to be asked for again; undefined when there is no such call or it cannot be made from here. */
export async function loadRecorded(context: OperationContext, id: string) {
  try {
    const found = await call(getCall, { id }, { context });
    const sent = found.payloads.find((payload) => payload.direction === "request");
    return requestOfCall({ ...found, body: sent && !sent.truncated ? sent.body : null }, newId());
  } catch (err) {
    if (isMeshError(err) && err.code === "not_found") return undefined;
    throw err;
  }
}
