import { z } from "zod";
import { findCall } from "@/db/queries/calls";
import { MeshError, type Remedy } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { roleAllows } from "@/lib/identity/roles";
import { accessRemedy } from "@/lib/registry/access-remedy";
import { type RegistrySnapshot, registryService } from "@/lib/registry/asset";
import { callPolicy } from "./call.schema";
import { explainPolicies } from "./explain-policies";

/** Why a call was refused and what would get it allowed. A caller reads its own calls; a call of someone else looks like one that never was. */
export const whyDenied = operation({
  permission: "mesh:explain",
  tool: {
    name: "why_denied",
    description: "Explain why one of your calls was refused, by which policies, and how to get it allowed.",
    examples: [{ id: "01919191-0000-7000-8000-000000000000" }],
  },
})
  .route({ method: "GET", path: "/calls/{id}/why", summary: "Why a call was refused", tags: ["mesh"] })
  .input(
    z.object({ id: z.uuid().describe("The call's id, from the refusal or the signalbox-call-id header.") }),
  )
  .output(
    z.object({
      callId: z.uuid(),
      decision: z.enum(["allow", "deny", "hold"]),
      status: z.string(),
      code: z.string().nullable(),
      message: z.string().nullable(),
      policies: z.array(callPolicy),
      /** What would get it allowed, where no policy permits it. */
      remedy: z.unknown().optional(),
    }),
  )
  .handler(async ({ input, context }) => {
    const row = await findCall(context.database.db, { id: input.id });
    const { caller, roles } = context.principal;
    const own = row?.callerKind === caller.kind && row.callerId === caller.id;
    if (!row || !(own || roleAllows(roles, "calls:read")))
      throw new MeshError("not_found", "There is no such call.");
    const snapshot = context.services.get(registryService).current();
    return {
      callId: row.id,
      decision: row.decision as "allow" | "deny" | "hold",
      status: row.status,
      code: row.errorCode,
      message: row.errorMessage,
      policies: explainPolicies(snapshot, row.policies),
      ...remedyOf(snapshot, row),
    };
  });

/** Where policies forbid, they say themselves what to do; where none permits, the owner can be asked. */
function remedyOf(
  snapshot: RegistrySnapshot,
  row: NonNullable<Awaited<ReturnType<typeof findCall>>>,
): { remedy?: Remedy } {
  if (row.decision !== "deny" || row.policies.length > 0 || row.errorCode !== "policy_denied") return {};
  const asset = snapshot.find(row.calleeKind as "agent", row.calleeName);
  if (!asset) return {};
  const operations = row.action === "callTool" && row.operation ? { operations: [row.operation] } : {};
  return { remedy: accessRemedy(asset.domain, { kind: asset.kind, name: asset.name, ...operations }) };
}
