import { timingSafeEqual } from "node:crypto";
import * as rows from "@/db/queries/a2a-push";
import { sha256Hex } from "@/lib/core/canonical-json";
import { errorResponse } from "@/lib/core/error-http";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { parseJson } from "@/lib/core/parse-json";
import { readBody } from "@/lib/gateway/read-body";
import type { Door } from "../door";
import { asObject, type JsonObject } from "../operation";
import { refOf } from "../ref-of";
import { translatePush } from "./translate-push";

/**
 * The mesh's own webhook: takes a notification from an agent and puts it on its way to the caller. It is answered once the notification is stored, so an agent that was told
 * 202 may forget it.
 */
export async function receivePush(
  door: Door,
  agent: string,
  hookId: string,
  request: Request,
): Promise<Response> {
  try {
    const row = await authenticateHook(door, agent, hookId, request.headers);
    const body = await readBody(request, door.mesh.config.maxBodyBytes);
    const event = asObject(parseJson(body));
    if (!event) throw new MeshError("invalid_request", "A notification is an object.");
    await checkTask(door, row, event);
    const { db } = door.mesh.database;
    const translated = translatePush(event, body, row.generation);
    await rows.insertPushDelivery(db, { id: newId(), agentName: agent, hookId, ...translated });
    door.courier.wake();
    return new Response(null, { status: 202 });
  } catch (err) {
    return errorResponse(err);
  }
}

/** Whoever does not know the hook's token learns nothing about the hook, not even whether it exists. @throws MeshError `unauthenticated` */
async function authenticateHook(
  door: Door,
  agent: string,
  hookId: string,
  headers: Headers,
): Promise<rows.PushConfigRow> {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const token = bearer ?? headers.get("x-a2a-notification-token") ?? "";
  const row = await rows.findPushConfigByHook(door.mesh.database.db, { agentName: agent, hookId });
  const presented = Buffer.from(sha256Hex(token), "hex");
  const expected = Buffer.from(row?.inboundTokenHash ?? sha256Hex(newId()), "hex");
  if (!timingSafeEqual(presented, expected) || !row) {
    throw new MeshError("unauthenticated", "The notification does not carry the token of this webhook.");
  }
  return row;
}

/** A hook belongs to one task. One that came with a message learns its task from whichever is faster, the agent's answer or its first notification. */
async function checkTask(door: Door, row: rows.PushConfigRow, event: JsonObject): Promise<void> {
  const { taskId } = refOf(event);
  if (taskId === undefined) throw new MeshError("invalid_request", "The notification names no task.");
  if (row.taskId === "") await rows.updatePushConfigTask(door.mesh.database.db, row, taskId);
  else if (row.taskId !== taskId) {
    throw new MeshError("invalid_request", "The notification is about another task than the webhook's.");
  }
}
