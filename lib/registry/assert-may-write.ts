import type { Db } from "@/db/client";
import { MeshError } from "@/lib/core/errors";
import type { OperationContext } from "@/lib/identity/operation";
import { assertSteward } from "./assert-steward";
import { checkAgentKey } from "./check-agent-key";
import { checkPolicy } from "./check-policy";
import type { AssetKind, SpecOf } from "./kinds";
import type { AgentSpec } from "./kinds/agent";
import type { McpServerSpec } from "./kinds/mcp-server";
import { resolveVersion } from "./resolve-version";

/**
 * What a kind asks of whoever writes a spec of it by hand, besides the permission for the registry: policies have rules of their own, an agent keeps its key, and nobody but the operator says which programs the mesh starts.
 * @returns what a person should look at
 * @throws MeshError `permission_denied`, `conflict`, `invalid_request`
 */
export async function assertMayWrite<K extends AssetKind>(
  context: Pick<OperationContext, "principal" | "services">,
  db: Db,
  asset: { kind: K; head: { name: string; domain: string }; spec: SpecOf<K> },
): Promise<readonly string[]> {
  const { kind, head, spec } = asset;
  assertSteward(context.principal, head.domain);
  if (kind === "policy") return checkPolicy(context, head, spec as SpecOf<"policy">);
  await assertKeepsItself(db, { kind, name: head.name, spec });
  return [];
}

/**
 * What no spec written by hand may say, whoever asks for it: another key for an agent that is known by one, a program for the mesh to start.
 * @throws MeshError `conflict`, `invalid_request`
 */
export async function assertKeepsItself(
  db: Db,
  { kind, name, spec }: { kind: AssetKind; name: string; spec: unknown },
): Promise<void> {
  if (kind !== "agent" && kind !== "mcp-server") return;
  const known = await resolveVersion(db, { kind, name, at: { by: "live" } });
  if (kind === "agent") checkAgentKey(known?.spec as AgentSpec | undefined, spec as AgentSpec);
  else checkTransport(known?.spec as McpServerSpec | undefined, spec as McpServerSpec);
}

/** A server that the mesh itself starts is in the operator's file, and only there: a spec must not become a command. */
function checkTransport(known: McpServerSpec | undefined, { url }: McpServerSpec): void {
  const { protocol } = new URL(url);
  if (protocol === "https:" || protocol === "http:" || url === known?.url) return;
  throw new MeshError(
    "invalid_request",
    "Servers that the mesh starts itself are named in the file of SIGNALBOX_STDIO_SERVERS, and only there.",
    { issues: [{ path: "url", message: "An http or https address is wanted." }] },
  );
}
