import type { z } from "zod";
import { publicError } from "@/lib/core/error-http";
import { isMeshError, type MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { evaluate } from "./evaluate";
import { type EvaluationResponse, evaluationRequest, type evaluationsRequest } from "./evaluation.schema";

/**
 * Answers several questions in order (AuthZEN 1.0 section 7). A question that makes no sense is a no that says why (section 7.2.1); one that may not be asked ends the request.
 * @throws MeshError `permission_denied`, `insufficient_scope`, `invalid_request`
 */
export async function evaluateAll(
  mesh: Mesh,
  asker: Principal,
  request: z.infer<typeof evaluationsRequest>,
): Promise<EvaluationResponse | { evaluations: EvaluationResponse[] }> {
  const { evaluations, options, ...defaults } = request;
  // Without a list it is one question, answered like one (section 7.1).
  if (!evaluations || evaluations.length === 0)
    return evaluate(mesh, asker, parseInput(evaluationRequest, defaults));
  const semantic = options?.evaluations_semantic ?? "execute_all";
  const answers: EvaluationResponse[] = [];
  for (const one of evaluations) {
    const answer = await answerOne(mesh, asker, { ...defaults, ...one });
    answers.push(answer);
    if (semantic === "deny_on_first_deny" && !answer.decision) break;
    if (semantic === "permit_on_first_permit" && answer.decision) break;
  }
  return { evaluations: answers };
}

async function answerOne(mesh: Mesh, asker: Principal, question: unknown): Promise<EvaluationResponse> {
  try {
    return await evaluate(mesh, asker, parseInput(evaluationRequest, question));
  } catch (err) {
    if (!(isMeshError(err) && err.code === "invalid_request")) throw err;
    return { decision: false, context: { error: { status: 400, ...publicError(err as MeshError) } } };
  }
}
