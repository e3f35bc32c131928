import { toMeshError } from "@/lib/core/errors";
import type { Answer } from "@/lib/gateway/call";
import { AgentFailure, recordedFailure, renderAgentFailure } from "../agent/agent-failure";
import type { Peer } from "../agent/peer";
import { contentTypeOf, type JsonObject, type Operation } from "../operation";
import { SSE_HEADERS, sseError, sseEvent } from "../sse";
import { front } from "./front";

/** Carries an operation out at a peer and presents what comes back on the caller's wire. @throws MeshError; an error that the agent answered is an answer */
export async function present(operation: Operation, peer: Peer): Promise<Answer> {
  try {
    const fronted = await front(operation, peer);
    if ("result" in fronted) return wholeAnswer(operation, fronted.result);
    const first = await fronted.events.next();
    return streamAnswer(operation, first, fronted.events);
  } catch (thrown) {
    if (thrown instanceof AgentFailure) return failedAnswer(operation, thrown);
    throw thrown;
  }
}

function wholeAnswer(operation: Operation, result: unknown): Answer {
  const rest = operation.binding === "HTTP+JSON";
  const empty = rest && result === null;
  const body = rest ? result : { jsonrpc: "2.0", id: operation.rpcId, result };
  const status = empty ? 204 : rest ? createdStatus(operation) : 200;
  return {
    kind: "whole",
    status,
    headers: { "content-type": contentTypeOf(operation) },
    body: empty ? "" : JSON.stringify(body),
    upstreamStatus: 200,
  };
}

/** A2A 1.0 section 11.3 and, for messages, the 0.3 SDKs. */
function createdStatus({ method, generation }: Operation): number {
  if (method === "CreateTaskPushNotificationConfig") return 201;
  return method === "SendMessage" && generation === "0.3" ? 201 : 200;
}

function failedAnswer(operation: Operation, failure: AgentFailure): Answer {
  const { status, body } = renderAgentFailure(failure, operation);
  return {
    kind: "whole",
    status,
    headers: { "content-type": contentTypeOf(operation, status) },
    body: JSON.stringify(body),
    upstreamStatus: 200,
    failure: recordedFailure(failure),
  };
}

function streamAnswer(
  operation: Operation,
  first: IteratorResult<JsonObject, void>,
  events: AsyncGenerator<JsonObject, void>,
): Answer {
  let failure: { code: ReturnType<typeof toMeshError>["code"]; message: string } | undefined;
  async function* body(): AsyncGenerator<string> {
    try {
      if (!first.done) yield sseEvent(operation, first.value);
      for await (const event of events) yield sseEvent(operation, event);
    } catch (thrown) {
      if (thrown instanceof AgentFailure) failure = recordedFailure(thrown);
      else {
        const err = toMeshError(thrown);
        failure = { code: err.code, message: err.message };
      }
      yield sseError(operation, thrown);
    } finally {
      await events.return();
    }
  }
  return {
    kind: "stream",
    status: 200,
    headers: { ...SSE_HEADERS },
    body: body(),
    upstreamStatus: 200,
    failure: () => failure,
  };
}
