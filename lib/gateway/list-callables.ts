import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";
import { toolRef } from "@/lib/policy/entities";
import type { Asset } from "@/lib/registry/asset";
import { resourceOf } from "./decide";
import { type Callable, callable } from "./list-callables.schema";
import { mayUse } from "./may-use";
import { type Mesh, meshService } from "./mesh";

const KINDS = ["agent", "mcp-server", "model"] as const;

/** Every agent, server and model in traffic, each with whether the caller may use it. It decides nothing: a call is ruled when it is made, with its arguments. */
export const listCallables = operation({ permission: "catalog:read" })
  .route({ method: "GET", path: "/callables", summary: "What can be called, and by you", tags: ["mesh"] })
  .output(z.array(callable))
  .handler(async ({ context }) => {
    const mesh = context.services.get(meshService);
    const snapshot = mesh.registry.current();
    return KINDS.flatMap((kind) => snapshot.list(kind) as readonly Asset[])
      .filter(({ lifecycle }) => lifecycle === "active" || lifecycle === "deprecated")
      .map((asset) => callableOf(mesh, context.principal, asset))
      .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.name.localeCompare(b.name));
  });

function callableOf(mesh: Mesh, principal: Principal, asset: Asset): Callable {
  const kind = asset.kind as Callable["kind"];
  const live = asset.suspendedReason === undefined;
  const tools =
    kind === "mcp-server"
      ? (asset as Asset<"mcp-server">).spec.tools.map(({ name, title }) => ({
          name,
          title: title ?? name,
          allowed:
            live &&
            mayUse(mesh, principal, {
              action: "callTool",
              resource: toolRef(asset.name, name),
            }),
        }))
      : [];
  const allowed =
    kind === "mcp-server"
      ? tools.some((tool) => tool.allowed)
      : live &&
        mayUse(mesh, principal, {
          action: kind === "agent" ? "invokeAgent" : "useModel",
          resource: resourceOf(asset),
        });
  return { kind, name: asset.name, title: asset.title, domain: asset.domain, allowed, tools };
}
