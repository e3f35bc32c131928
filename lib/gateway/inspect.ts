import { MeshError, toMeshError } from "@/lib/core/errors";
import { type Guard, guardsService, type Inspection } from "@/lib/guards/guard";
import { actorRef } from "@/lib/identity/principal";
import type { Answer } from "./call";
import type { Mesh } from "./mesh";
import type { RuledCall } from "./open-call";

/** Characters of a stream that is held back for inspection; a longer one cannot be inspected as a whole and is refused. */
const HELD_LIMIT = 10 * 1024 * 1024;

/** Stage 6. @throws MeshError `guard_rejected`; then nothing was sent */
export async function inspectRequest(mesh: Mesh, call: RuledCall, signal: AbortSignal): Promise<void> {
  const about = describe(call, "request");
  const guards = mesh.services.get(guardsService).applying(about);
  if (guards.length > 0) await run(mesh, guards, { ...about, text: call.intent.payload.body }, signal);
}

/**
 * Stage 8. The answer, once its guards have passed it. A stream is held back until its end when a guard applies: part of an answer that fails its check must not be out already.
 * @throws MeshError `guard_rejected`
 */
export async function inspectAnswer(
  mesh: Mesh,
  call: RuledCall,
  answer: Answer,
  signal: AbortSignal,
): Promise<Answer> {
  const about = describe(call, "response");
  const guards = mesh.services.get(guardsService).applying(about);
  if (guards.length === 0) return answer;
  const text = answer.kind === "whole" ? answer.body : await hold(answer.body);
  await run(mesh, guards, { ...about, text }, signal);
  return answer.kind === "whole" ? answer : { ...answer, body: once(text) };
}

function describe(call: RuledCall, direction: Inspection["direction"]): Omit<Inspection, "text"> {
  return {
    direction,
    callId: call.id,
    protocol: call.intent.protocol,
    method: call.intent.method,
    caller: actorRef(call.principal.caller),
    callee: `${call.asset.kind}:${call.asset.name}`,
    dataClass: call.asset.dataClass,
  };
}

async function run(
  mesh: Mesh,
  guards: readonly Guard[],
  inspection: Inspection,
  signal: AbortSignal,
): Promise<void> {
  for (const guard of guards) {
    const verdict = await guard.inspect(inspection, signal).catch((cause: unknown) => {
      throw new MeshError(
        "guard_rejected",
        `The check ${guard.name} could not be made, so the content does not pass.`,
        {
          cause: toMeshError(cause),
        },
      );
    });
    if (verdict.kind === "pass") continue;
    await mesh.recorder.entry({
      type: `io.signalbox.guard.${verdict.kind === "note" ? "noted" : "rejected"}`,
      actor: `guard:${guard.name}`,
      object: inspection.callee,
      outcome: verdict.kind,
      callId: inspection.callId,
      payload: {
        direction: inspection.direction,
        text: verdict.kind === "note" ? verdict.text : verdict.reason,
      },
    });
    if (verdict.kind === "reject") {
      throw new MeshError(
        "guard_rejected",
        `The check ${guard.name} refused the ${inspection.direction}: ${verdict.reason}`,
      );
    }
  }
}

async function hold(body: AsyncIterable<string | Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (text.length > HELD_LIMIT)
      throw new MeshError("guard_rejected", "The answer is too long to be checked as a whole.");
  }
  return text;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
