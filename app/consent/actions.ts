"use server";

import { z } from "zod";
import { requireUserOrThrow } from "@/app/_auth/require-user";
import { isMeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { answerConsent } from "@/lib/protocols/oauth/authorize/answer-consent";
import { AuthorizationError } from "@/lib/protocols/oauth/authorize/authorization-request";

const answerInput = z.object({
  request: z.string().max(8000),
  ticket: z.string().max(500),
  allowed: z.boolean(),
});

/** The person's answer. What is bound to the page is checked like anything else that a browser sends. */
export async function answer(
  request: unknown,
  ticket: unknown,
  allowed: unknown,
): Promise<{ location: string } | { problem: string }> {
  try {
    const { mesh, user, session } = await requireUserOrThrow();
    const input = parseInput(answerInput, { request, ticket, allowed });
    const question = { request: input.request, userId: user.id, sessionId: session.id };
    return { location: await answerConsent(mesh, question, input) };
  } catch (err) {
    if (err instanceof AuthorizationError || isMeshError(err)) return { problem: err.message };
    throw err;
  }
}
