import { findIdempotentCall } from "@/db/queries/idempotent-calls";
import { ERROR_CODES, type ErrorCode, MeshError } from "@/lib/core/errors";
import type { GovernedAnswer } from "./call";
import { openDeadline } from "./deadline";
import type { Mesh } from "./mesh";
import type { RuledCall } from "./open-call";
import { idempotencyScope, keyDigest } from "./record-call";

const LOOK_MS = 25;

/**
 * The answer to a repeated call: the first one's, waited for if it is still on its way. The callee sees nothing of the repetition.
 * @throws MeshError `idempotency_mismatch` when the key belongs to another request, `outcome_unknown` when the first call's outcome was lost, the first call's own
 *   failure, `call_in_progress` when it is not done by the deadline, `conflict` when its answer was too long to be kept
 */
export async function replay(mesh: Mesh, call: RuledCall): Promise<GovernedAnswer> {
  const key = call.intent.idempotencyKey?.slice(0, 512) ?? "";
  const scope = idempotencyScope(call);
  const deadline = openDeadline(mesh.config.callDeadlineMs, call.inbound);
  try {
    while (!deadline.signal.aborted) {
      const first = await findIdempotentCall(mesh.database.db, { scope, key });
      if (!first)
        throw new MeshError(
          "conflict",
          "The first call with this key is no longer on record; use a new key.",
        );
      if (first.requestDigest !== keyDigest(call)) {
        throw new MeshError("idempotency_mismatch", "This key was already used for a different request.", {
          callId: first.callId,
        });
      }
      if (first.status !== "admitted") return answerOf(first);
      await new Promise((done) => setTimeout(done, LOOK_MS));
    }
    throw new MeshError("call_in_progress", "The first call with this key is still running.", {
      retryAfterMs: 1000,
    });
  } finally {
    deadline.close();
  }
}

type First = NonNullable<Awaited<ReturnType<typeof findIdempotentCall>>>;

function answerOf(first: First): GovernedAnswer {
  const { callId, body, contentType, errorCode } = first;
  if (first.status === "outcome_unknown" || first.status === "cancelled") {
    throw new MeshError(
      "outcome_unknown",
      "The first call with this key may have had its effect; its answer was lost.",
      { callId },
    );
  }
  if (body === null || contentType === null) {
    throw new MeshError(codeOf(errorCode), first.errorMessage ?? "The first call with this key failed.", {
      callId,
    });
  }
  if (first.truncated === 1)
    throw new MeshError("conflict", "The first call succeeded; its answer is too long to be repeated.", {
      callId,
    });
  const headers = { "content-type": contentType, "signalbox-call-id": callId, "signalbox-replayed": "true" };
  const status = first.upstreamStatus ?? 200;
  return { kind: "whole", status, headers, body, upstreamStatus: status, callId, replayed: true };
}

function codeOf(code: string | null): ErrorCode {
  return ERROR_CODES.find((known) => known === code) ?? "internal";
}
