import "server-only";
import { call } from "@orpc/server";
import type { z } from "zod";
import type { CurrentUser } from "@/app/_auth/current-user";
import type { LiveCallPage } from "@/components/calls/live-call-page";
import { eventFeedService } from "@/lib/events/event-feed";
import { listCalls } from "@/lib/records/list-calls";
import type { listCallsInput } from "@/lib/records/list-calls.schema";
import { operationContext } from "./operation-context";

/** A page of calls with the position from which the live feed goes on. The position is read first: what happens in between comes twice rather than not at all. */
export async function listLiveCalls(
  current: CurrentUser,
  input: z.infer<typeof listCallsInput>,
): Promise<LiveCallPage> {
  const position = current.mesh.services.get(eventFeedService).position();
  return { ...(await call(listCalls, input, { context: operationContext(current) })), position };
}
