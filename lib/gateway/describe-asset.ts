import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";
import { toolRef } from "@/lib/policy/entities";
import { accessRemedy } from "@/lib/registry/access-remedy";
import type { Asset } from "@/lib/registry/asset";
import { visibilityService } from "@/lib/registry/visibility";
import { resourceOf } from "./decide";
import { type Described, described, describeInput } from "./describe-asset.schema";
import { mayUse } from "./may-use";
import { type Mesh, meshService } from "./mesh";

/** One asset with what can be done with it, by which schemas, and whether the caller may. What a caller may not see is not there. */
export const describeAsset = operation({
  permission: "mesh:discover",
  tool: {
    name: "describe",
    description:
      "Describe one agent, MCP server or model: its operations with their schemas, where it is served, and what you may do with it.",
    examples: [{ kind: "agent", name: "invoice-reader" }],
  },
})
  .route({
    method: "GET",
    path: "/discover/{kind}/{name}",
    summary: "What one asset offers, and to you",
    tags: ["mesh"],
  })
  .input(describeInput)
  .output(described)
  .handler(async ({ input, context }) => {
    const mesh = context.services.get(meshService);
    const asset = mesh.registry.current().find(input.kind, input.name) as Asset | undefined;
    const isThere =
      asset &&
      asset.suspendedReason === undefined &&
      (asset.lifecycle === "active" || asset.lifecycle === "deprecated") &&
      context.services.get(visibilityService).isVisible(context.principal, asset);
    if (!isThere) throw new MeshError("not_found", `The mesh has no ${input.kind} of that name.`);
    const operations = operationsOf(mesh, context.principal, asset);
    const allowed = operations.some((one) => one.allowed);
    const { kind, name, title, description, domain, dataClass, certified, lifecycle, version, digest } =
      asset;
    return {
      ...{ kind, name, title, description, domain, dataClass, certified, lifecycle, version, digest },
      tags: [...asset.tags],
      ...doorOf(mesh.config.publicUrl, asset),
      operations,
      allowed,
      ...(allowed ? {} : { remedy: accessRemedy(domain, { kind, name }) }),
    };
  });

function doorOf(publicUrl: string, { kind, name, spec }: Asset): Pick<Described, "url" | "protocol"> {
  if (kind === "agent") return { url: `${publicUrl}/a2a/${name}`, protocol: "a2a" };
  if (kind === "mcp-server") return { url: `${publicUrl}/mcp/${name}`, protocol: "mcp" };
  return { url: `${publicUrl}/v1`, protocol: (spec as Asset<"model">["spec"]).api };
}

function operationsOf(mesh: Mesh, principal: Principal, asset: Asset): Described["operations"] {
  if (asset.kind === "mcp-server") {
    return (asset as Asset<"mcp-server">).spec.tools.map(({ digest: _digest, name, title, ...tool }) => ({
      ...tool,
      name,
      title: title ?? name,
      description: tool.description ?? "",
      allowed: mayUse(mesh, principal, { action: "callTool", resource: toolRef(asset.name, name) }),
    }));
  }
  const action = asset.kind === "agent" ? "invokeAgent" : "useModel";
  const allowed = mayUse(mesh, principal, { action, resource: resourceOf(asset) });
  if (asset.kind === "agent") {
    return (asset as Asset<"agent">).spec.skills.map(({ id, name, description }) => ({
      name: id,
      title: name,
      description,
      allowed,
    }));
  }
  return (asset as Asset<"model">).spec.capabilities.map((capability) => ({
    name: capability,
    title: capability,
    description: "",
    allowed,
  }));
}
