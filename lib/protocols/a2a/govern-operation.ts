import { sha256Hex } from "@/lib/core/canonical-json";
import { answerResponse } from "@/lib/gateway/answer-response";
import type { CallIntent, GovernedAnswer } from "@/lib/gateway/call";
import { governCall } from "@/lib/gateway/govern-call";
import { readInbound } from "@/lib/gateway/inbound";
import { actorRef, type Principal } from "@/lib/identity/principal";
import type { Door } from "./door";
import { forwardOperation } from "./forward-operation";
import { type Named, namedIn } from "./named-in";
import { isAboutPush, isSend, type Operation } from "./operation";
import { needPush } from "./push/push-config";
import { retell } from "./retell";

/**
 * Carries one operation through the pipeline and renders its answer.
 * @throws MeshError of a refusal or a failure, to be rendered by the door in the caller's terms
 */
export async function governOperation(
  door: Door,
  principal: Principal,
  operation: Operation,
  request: Request,
): Promise<Response> {
  const named = namedIn(operation);
  const owner = { agent: operation.agent, ownerId: actorRef(principal.caller) };
  const messageKey = messageKeyOf(operation, named);
  const intent: CallIntent<"agent"> = {
    protocol: "a2a",
    method: operation.method,
    action: "invokeAgent",
    callee: { kind: "agent", name: operation.agent },
    payload: { contentType: "application/json", body: operation.body || JSON.stringify(operation.params) },
    precheck(asset) {
      if (isAboutPush(operation.method)) needPush(asset.spec);
      return door.owners.check(owner, named);
    },
    forward: (hop) => forwardOperation({ door, operation, named, owner, hop, messageKey }),
    ...(messageKey === undefined ? {} : { idempotencyKey: messageKey, idempotencyBody: messageKey }),
  };
  const answer: GovernedAnswer = await governCall(door.mesh, principal, intent, readInbound(request));
  return answerResponse(answer.replayed ? retell(operation, answer) : answer, request);
}

/**
 * A message has one effect however often it is sent (A2A 1.0 section 3.1.1), until its caller has worked with the task that it made. The same id in another task, with another content
 * or over another wire is another message: ids are only as unique as clients make them, and the answer on record is in the terms of its wire. Only the id of the JSON-RPC envelope may
 * differ.
 */
function messageKeyOf(operation: Operation, named: Named): string | undefined {
  if (!isSend(operation.method) || named.messageId === undefined) return undefined;
  const { generation, binding, method, params, body } = operation;
  const said = binding === "JSONRPC" ? JSON.stringify(params) : body;
  return sha256Hex(JSON.stringify([named.taskId ?? "", named.messageId, generation, binding, method, said]));
}
