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
import { holdsSignature } from "./sign-webhook";
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
    const { row, token } = await authenticateHook(door, agent, hookId, request.headers);
    // The caller's receiver has given up; the agent need not go on (Standard Webhooks 1.0).
    if (row.disabledAt) return new Response(null, { status: 410 });
    const body = await readBody(request, door.mesh.config.maxBodyBytes);
    const webhookId = checkSignature(token, body, request.headers);
    const event = asObject(parseJson(body));
    if (!event) throw new MeshError("invalid_request", "A notification is an object.");
    await checkTask(door, row, event);
    const { db } = door.mesh.database;
    const translated = translatePush(event, body, row.generation);
    await db.transaction(async (tx) => {
      if (webhookId !== undefined && !(await rows.insertPushReceived(tx, { hookId, webhookId }))) return;
      await rows.insertPushDelivery(tx, { id: newId(), agentName: agent, hookId, ...translated });
    });
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
): Promise<{ row: rows.PushConfigRow; token: string }> {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const token = bearer ?? headers.get("x-a2a-notification-token") ?? "";
  const row = await rows.findPushConfigByHook(door.mesh.database.db, { agentName: agent, hookId });
  const presented = Buffer.from(sha256Hex(token), "hex");
  const expected = Buffer.from(row?.inboundTokenHash ?? sha256Hex(newId()), "hex");
  if (!timingSafeEqual(presented, expected) || !row) {
    throw new MeshError("unauthenticated", "The notification does not carry the token of this webhook.");
  }
  return { row, token };
}

/**
 * Agents need not sign what they send. One that does is held to it (Standard Webhooks 1.0): a notification that was altered on its way, or that somebody who has seen it sends
 * again, has no effect.
 * @returns the id under which the notification counts once
 * @throws MeshError `unauthenticated`
 */
function checkSignature(token: string, body: string, headers: Headers): string | undefined {
  if (!headers.has("webhook-signature")) return undefined;
  const webhookId = headers.get("webhook-id") ?? "";
  if (webhookId.length > 256 || !holdsSignature(token, body, headers)) {
    throw new MeshError("unauthenticated", "The notification's signature does not hold or is too old.");
  }
  return webhookId;
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
