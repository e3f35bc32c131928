import "server-only";
import { call } from "@orpc/server";
import type { TryTarget } from "@/components/try/target";
import { targetOf } from "@/components/try/target-of";
import { isMeshError } from "@/lib/core/errors";
import type { OperationContext } from "@/lib/identity/operation";
import { getAsset } from "@/lib/registry/get-asset";

const MAX_TEXT = 300;

/** The asset that an address names, as something to try; undefined when there is no such thing. */
export async function loadTarget(
  context: OperationContext,
  kind: string,
  name: string,
  tool: string,
): Promise<TryTarget | undefined> {
  try {
    const input = { kind: kind.slice(0, MAX_TEXT), name: name.slice(0, MAX_TEXT) };
    return targetOf(await call(getAsset, input, { context }), tool);
  } catch (err) {
    if (isMeshError(err) && err.code === "not_found") return undefined;
    throw err;
  }
}
