import { MeshError } from "@/lib/core/errors";
import { textOf } from "@/lib/core/text-of";
import type { Hop } from "@/lib/gateway/call";
import { ownerOf } from "../session/owner";
import { isObject, type RpcMessage } from "../wire/messages";
import { type Exchange, shownTo } from "./exchange";
import { postToSession } from "./post";
import { refusedByCallee } from "./read-messages";
import { inputRequired, responseToModern } from "./to-modern";

/**
 * Goes on with a held call: hands the caller's answers to the callee and passes on what it says next.
 * @throws MeshError `invalid_request` for a state that is not the caller's, `outcome_unknown` when the callee's stream was lost
 */
export async function* resumeHeld(exchange: Exchange, hop: Hop<"mcp-server">): AsyncGenerator<RpcMessage> {
  const { message: request, state, principal } = exchange;
  const { serverInfo } = hop.asset.spec;
  const call = await state.held.claim(
    textOf(request.params?.requestState),
    hop.asset.name,
    ownerOf(principal),
  );
  const given = isObject(request.params?.inputResponses) ? request.params.inputResponses : {};
  const session = { id: call.upstreamId, revision: call.protocolVersion || undefined };
  for (const [key, id] of Object.entries(call.inputs)) {
    const result = given[key];
    const reply = isObject(result)
      ? { jsonrpc: "2.0", id, result }
      : { jsonrpc: "2.0", id, error: { code: -32000, message: "The caller gave no answer." } };
    const response = await postToSession(
      (r) => hop.send(r),
      hop.asset.spec.url,
      session,
      JSON.stringify(reply),
    );
    response.body.destroy();
    if (response.status >= 300) throw refusedByCallee(response.status);
  }
  const { notes, stop } = await state.held.outcome(call.idHash, hop.signal);
  for (const note of notes) yield shownTo(exchange, hop.asset, note);
  switch (stop.kind) {
    case "answer":
      yield shownTo(
        exchange,
        hop.asset,
        responseToModern(request.method, request.id, stop.response, serverInfo),
      );
      return;
    case "question":
      yield inputRequired(request.id, stop.question, serverInfo);
      return;
    case "lost":
      throw new MeshError(
        "outcome_unknown",
        "The callee's stream was lost, so it is not known how the call ended.",
        {
          detail: stop.message,
        },
      );
    default:
      stop satisfies never;
  }
}
