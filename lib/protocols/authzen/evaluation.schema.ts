import { z } from "zod";

const properties = z.record(z.string().max(200), z.unknown()).optional();

/** Who, what and on what is asked about (AuthZEN 1.0 section 5). */
const subject = z.object({ type: z.string().min(1).max(50), id: z.string().min(1).max(200), properties });
const action = z.object({ name: z.string().min(1).max(100), properties });
const resource = z.object({ type: z.string().min(1).max(50), id: z.string().min(1).max(500), properties });
const context = z.record(z.string().max(200), z.unknown());

/** One question (section 6.1). */
export const evaluationRequest = z.object({ subject, action, resource, context: context.optional() });
export type EvaluationRequest = z.infer<typeof evaluationRequest>;

export const SEMANTICS = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"] as const;

/** Several questions; what stands outside the list holds for all that do not say otherwise (section 7.1). */
export const evaluationsRequest = z.object({
  subject: subject.optional(),
  action: action.optional(),
  resource: resource.optional(),
  context: context.optional(),
  evaluations: z
    .array(
      z.object({
        subject: subject.optional(),
        action: action.optional(),
        resource: resource.optional(),
        context: context.optional(),
      }),
    )
    .max(100)
    .optional(),
  options: z.object({ evaluations_semantic: z.enum(SEMANTICS).default("execute_all") }).optional(),
});

/** One answer (section 6.2). `context` says why not, as the mesh would tell the caller of such a call. */
export interface EvaluationResponse {
  decision: boolean;
  context?: Record<string, unknown>;
}
