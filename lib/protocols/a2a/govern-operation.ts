import { sha256Hex } from "@/lib/core/canonical-json";
import { answerResponse } from "@/lib/gateway/answer-response";
import type { CallIntent, GovernedAnswer } from "@/lib/gateway/call";
import { governCall } from "@/lib/gateway/govern-call";
import { readInbound } from "@/lib/gateway/inbound";
import { actorRef, type Principal } from "@/lib/identity/principal";
import type { Door } from "./door";
import { forwardOperation } from "./forward-operation";
import { type Named, namedIn } from "./named-in";
import { isSend, type Operation } from "./operation";
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
  const intent: CallIntent<"agent"> = {
    protocol: "a2a",
    method: operation.method,
    action: "invokeAgent",
    callee: { kind: "agent", name: operation.agent },
    payload: { contentType: "application/json", body: operation.body || JSON.stringify(operation.params) },
    precheck: () => door.owners.check(owner, named),
    forward: (hop) => forwardOperation(door, operation, named, owner, hop),
    ...idempotency(operation, named),
  };
  const answer: GovernedAnswer = await governCall(door.mesh, principal, intent, readInbound(request));
  return answerResponse(answer.replayed ? retell(operation, answer) : answer, request);
}

const LONGEST_KEY = 500;

/**
 * A message has one effect however often it is sent (A2A 1.0 section 3.1.1). The same id in another task is another message. A repetition must come over the same wire, because
 * the answer on record is in its terms; only the id of the JSON-RPC envelope may differ.
 */
function idempotency(operation: Operation, named: Named) {
  if (!isSend(operation.method) || named.messageId === undefined) return {};
  const key = JSON.stringify([named.taskId ?? "", named.messageId]);
  const wire = `${operation.generation} ${operation.binding} ${operation.method}`;
  const said = operation.binding === "JSONRPC" ? JSON.stringify(operation.params) : operation.body;
  return {
    idempotencyKey: key.length > LONGEST_KEY ? sha256Hex(key) : key,
    idempotencyBody: `${wire}\n${said}`,
  };
}
