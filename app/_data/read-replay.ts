import "server-only";
import { call } from "@orpc/server";
import { z } from "zod";
import { isMeshError } from "@/lib/core/errors";
import type { OperationContext } from "@/lib/identity/operation";
import { getReplay } from "@/lib/policy/replay/get-replay";
import type { Replay } from "@/lib/policy/replay/replay.schema";

/** The replay that an address names; null when it names none, or one that is gone: the page is of use without it. */
export async function readReplay(context: OperationContext, id: string): Promise<Replay | null> {
  if (!z.uuid().safeParse(id).success) return null;
  try {
    return await call(getReplay, { id }, { context });
  } catch (err) {
    if (isMeshError(err) && err.code === "not_found") return null;
    throw err;
  }
}
