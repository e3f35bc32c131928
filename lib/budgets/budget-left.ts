import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { roleAllows } from "@/lib/identity/roles";
import { type RegistrySnapshot, registryService } from "@/lib/registry/asset";
import { assetReference } from "@/lib/registry/kinds/reference";
import { type Visibility, visibilityService } from "@/lib/registry/visibility";
import { assetKey, type Ceiling, ceilingsOf, listCeilings } from "./in-force";
import { STANDINGS_MOST, standings } from "./standing.schema";
import { standingsOf } from "./standings";

/** What is left to a caller: its own, or for those who may read the calls of others anybody's. Of a callee only what holds for calls of it, else all that can hold for one of the caller's calls. */
export const budgetLeft = operation({
  permission: "mesh:explain",
  tool: {
    name: "budget_left",
    description:
      "What is left to you of each budget and limit that holds for your calls: used, reserved by calls on their way, left, and when it begins anew. Say `asset` for calls of one callee.",
    examples: [{}, { asset: "model/small" }],
  },
})
  .route({
    method: "GET",
    path: "/budgets/left",
    summary: "What is left of the budgets and limits that hold for a caller",
    tags: ["mesh"],
  })
  .input(
    z.object({
      caller: z
        .string()
        .regex(/^(agent|service|user):.{1,300}$/)
        .max(310)
        .optional()
        .describe("Whose calls, such as agent:planner; your own when left out."),
      asset: assetReference.optional().describe("Only what holds for calls of it: model/gpt."),
    }),
  )
  .output(standings)
  .handler(async ({ input, context }) => {
    const { principal, services, database } = context;
    const chain = chainOf(principal, input.caller);
    const registry = services.get(registryService).current();
    const visibility = services.get(visibilityService);
    const holding = input.asset
      ? holdingFor(registry, chain, input.asset)
      : listCeilings(registry).filter((one) => canHold(one, chain));
    const shown = holding.filter((one) => isKnownTo(principal, registry, visibility, one));
    const nowMs = Date.now();
    const all = await standingsOf(database.db, shown, nowMs);
    return {
      items: all.slice(0, STANDINGS_MOST),
      more: all.length > STANDINGS_MOST,
      at: new Date(nowMs).toISOString(),
    };
  });

/** @throws MeshError `permission_denied` for somebody else's, without the right to read calls */
function chainOf(principal: Principal, caller: string | undefined): string[] {
  if (caller === undefined || caller === actorRef(principal.caller)) return principal.chain.map(actorRef);
  if (roleAllows(principal.roles, "calls:read")) return [caller];
  throw new MeshError("permission_denied", "What others have left is for those who may read their calls.", {
    remedy: { message: "Leave `caller` out to see what you have left yourself." },
  });
}

function holdingFor(registry: RegistrySnapshot, chain: string[], reference: string): readonly Ceiling[] {
  const [kind = "", name = ""] = assetKey(reference).split("/");
  const asset = CALLED.has(kind) ? registry.find(kind as "model", name) : undefined;
  return asset ? ceilingsOf(registry, { chain, kind, name, domain: asset.domain }) : [];
}

const CALLED: ReadonlySet<string> = new Set(["agent", "mcp-server", "model"]);

/** Whether it holds for some call of the caller. */
function canHold({ spec: { scope } }: Ceiling, chain: readonly string[]): boolean {
  return scope.caller === undefined || chain.includes(scope.caller);
}

/** What is about an asset that the reader must not know of is not told. */
function isKnownTo(
  principal: Principal,
  registry: RegistrySnapshot,
  visibility: Visibility,
  { spec: { scope } }: Ceiling,
): boolean {
  if (scope.asset === undefined || roleAllows(principal.roles, "catalog:read")) return true;
  const [kind = "", name = ""] = assetKey(scope.asset).split("/");
  const asset = CALLED.has(kind) ? registry.find(kind as "model", name) : undefined;
  return asset !== undefined && visibility.isVisible(principal, asset);
}
