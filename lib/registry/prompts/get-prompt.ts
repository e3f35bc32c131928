import { z } from "zod";
import type { Db } from "@/db/client";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
import { registryService } from "../asset";
import { type PromptSpec, variableName } from "../kinds/prompt";
import { parseNameReference } from "../parse-reference";
import { type ResolvedVersion, resolveVersion } from "../resolve-version";
import { visibilityService } from "../visibility";
import { composePrompt } from "./compose-prompt";
import { renderPrompt } from "./render-prompt";

/** A prompt with what it includes in place and, where values are given, with them in theirs. @throws MeshError `not_found`, `invalid_request` for values that do not fit */
export const getPrompt = operation({
  permission: "mesh:discover",
  tool: {
    name: "get_prompt",
    description:
      "Get a prompt of the mesh by name, label, version or digest, with your values in its variables.",
    examples: [{ ref: "greeting@production", variables: { name: "Ada" } }],
  },
})
  .route({ method: "POST", path: "/prompts/{ref}", summary: "A prompt, ready for a model", tags: ["mesh"] })
  .input(
    z.object({
      ref: z
        .string()
        .min(1)
        .max(250)
        .describe("name, name@label, name@3 or name@sha256:<at least 8 digits of the digest>."),
      variables: z
        .record(variableName, z.unknown())
        .optional()
        .describe("Values by variable. Without them the messages come with their places as they are."),
    }),
  )
  .output(
    z.object({
      name: z.string(),
      version: z.number().int(),
      digest: z.string(),
      labels: z.array(z.string()),
      messages: z.array(z.object({ role: z.string(), content: z.string() })),
      variables: z.array(
        z.object({
          name: z.string(),
          type: z.string(),
          description: z.string().optional(),
          default: z.unknown().optional(),
          options: z.array(z.string()).optional(),
        }),
      ),
      /** The prompts that are in it. */
      included: z.array(z.string()),
    }),
  )
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    // A prompt is read over many traces, so without a task its reader stays with one version.
    const scope = context.principal.taskId ?? actorRef(context.principal.caller);
    const asset = await findInService(db, input.ref, scope);
    const held = context.services
      .get(registryService)
      .current()
      .find("prompt", asset?.name ?? "");
    // Unreadable equals missing: who may not see it hears the same as for one that is not there.
    const visible =
      asset && held && context.services.get(visibilityService).isVisible(context.principal, held);
    if (!visible) throw new MeshError("not_found", "There is no such prompt.");
    const composed = await composePrompt(asset.spec as PromptSpec, async ({ name, at }) => {
      const found = await resolveVersion(db, { kind: "prompt", name, at }, scope);
      return found?.spec as PromptSpec | undefined;
    });
    if (typeof composed === "string") throw new MeshError("conflict", composed);
    const messages = input.variables ? renderPrompt(composed, input.variables) : composed.messages;
    if (!Array.isArray(messages)) {
      throw new MeshError("invalid_request", "The values do not fit the prompt's variables.", messages);
    }
    const { name, version, digest, labels } = asset;
    return { name, version, digest, labels, ...composed, messages };
  });

/** A draft, a retired and a suspended prompt are in nobody's service. */
async function findInService(db: Db, ref: string, scope: string): Promise<ResolvedVersion | undefined> {
  const reference = parseNameReference(ref);
  const found = reference && (await resolveVersion(db, { kind: "prompt", ...reference }, scope));
  if (!found || found.lifecycle === "draft" || found.lifecycle === "retired") return undefined;
  return found.suspendedReason === null ? found : undefined;
}
