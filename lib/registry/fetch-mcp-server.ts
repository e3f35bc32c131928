import {
  Client,
  StreamableHTTPClientTransport,
  type VersionNegotiationMode,
} from "@modelcontextprotocol/client";
import { z } from "zod";
import { isMeshError, MeshError } from "@/lib/core/errors";
import type { Egress } from "@/lib/traffic/egress";
import { egressFetch } from "./egress-fetch";
import { headerProblem } from "./header-annotations";
import { type McpServerSpec, mcpServerSpec, pinnedTool } from "./kinds/mcp-server";
import type { UpstreamAuth } from "./kinds/upstream-auth";
import { toolDigest } from "./tool-digest";

export interface FetchMcpServerInput {
  /** The server's Streamable HTTP endpoint. */
  url: string;
  auth: UpstreamAuth;
  /** The credential that `auth` stands for, as request headers. Never part of the spec. */
  headers: Record<string, string>;
}

export interface FetchedMcpServer {
  spec: McpServerSpec;
  /** What the registrar should know and may accept, such as tools that were left out. */
  problems: string[];
}

const DEADLINE_MS = 20_000;
const MODERN_REVISION = "2026-07-28";
const MAX_PAGES = 64;
const MAX_TOOLS = 1000;

/**
 * What the mesh says it can do where it only looks: some servers show certain tools to able clients alone, and a tool that nobody has seen is never called. Nothing is asked of a client that lists.
 */
export const LOOKING_CAPABILITIES = { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} } as const;

/** A page of tools, untouched: a library that drops or adds a member would change the digest. */
const toolPage = z.looseObject({
  tools: z.array(z.unknown()).max(MAX_TOOLS),
  nextCursor: z.string().optional(),
});

/**
 * Looks at an MCP server as a client of either generation and describes it for the registry: which revisions it answers, what it says of itself, and all its tools, each pinned by its digest.
 * @throws MeshError `egress_blocked`, `upstream_unreachable`, `upstream_timeout`; `upstream_error` when it speaks no MCP or refuses the credential; `upstream_invalid` when what it says is beyond the bounds of a spec
 */
export async function fetchMcpServer(egress: Egress, input: FetchMcpServerInput): Promise<FetchedMcpServer> {
  const problems: string[] = [];
  const modern = await look(egress, input, { pin: MODERN_REVISION }).catch(asAbsent);
  const legacy = await look(egress, input, "legacy").catch(asAbsent);
  const seen = modern.kind === "seen" ? modern : legacy;
  if (seen.kind !== "seen") throw asMeshError(seen.err);
  const tools = [...seen.tools, ...onlyIn(legacy, seen)].flatMap((tool) => {
    const pinned = pin(tool);
    const unfit = pinned && headerProblem(pinned.inputSchema);
    if (unfit !== undefined) {
      problems.push(`${nameOf(tool)} was left out: ${unfit}.`);
      return [];
    }
    if (!pinned)
      problems.push(`A tool was left out because its definition is out of bounds: ${nameOf(tool)}.`);
    return pinned ? [pinned] : [];
  });
  const spec = mcpServerSpec.safeParse({
    url: input.url,
    revisions: [modern, legacy].flatMap((one) => (one.kind === "seen" ? [one.revision] : [])),
    serverInfo: seen.serverInfo,
    capabilities: seen.capabilities,
    ...(seen.instructions === undefined ? {} : { instructions: seen.instructions }),
    tools: unique(tools, problems),
    auth: input.auth,
  });
  if (!spec.success) {
    throw new MeshError(
      "upstream_invalid",
      "What the server says of itself is beyond the bounds of a registration.",
      { cause: spec.error },
    );
  }
  return { spec: spec.data, problems };
}

interface Seen {
  kind: "seen";
  revision: string;
  serverInfo: Record<string, unknown>;
  capabilities: Record<string, unknown>;
  instructions: string | undefined;
  tools: unknown[];
}

type Absent = { kind: "absent"; err: unknown };

/** An address that may not be called, or cannot be reached, is one for both generations; any other refusal may only mean that this generation is not spoken. */
function asAbsent(err: unknown): Absent {
  const own = meshErrorIn(err);
  if (own) throw own;
  return { kind: "absent", err };
}

async function look(egress: Egress, input: FetchMcpServerInput, mode: VersionNegotiationMode): Promise<Seen> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const client = new Client(
    { name: "signalbox", version: "1" },
    { capabilities: LOOKING_CAPABILITIES, versionNegotiation: { mode } },
  );
  const transport = new StreamableHTTPClientTransport(new URL(input.url), {
    fetch: egressFetch(egress, signal),
    requestInit: { headers: input.headers },
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1,
      maxReconnectionDelay: 1,
      reconnectionDelayGrowFactor: 1,
    },
  });
  try {
    await client.connect(transport, { timeout: DEADLINE_MS, signal });
    const capabilities = { ...client.getServerCapabilities() };
    const tools = capabilities.tools ? await allTools(client, signal) : [];
    if (mode === "legacy") await transport.terminateSession().catch(() => {});
    return {
      kind: "seen",
      revision: client.getNegotiatedProtocolVersion() ?? MODERN_REVISION,
      serverInfo: { ...client.getServerVersion() },
      capabilities,
      instructions: client.getInstructions(),
      tools,
    };
  } finally {
    await client.close();
  }
}

async function allTools(client: Client, signal: AbortSignal): Promise<unknown[]> {
  const tools: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await client.request({ method: "tools/list", params }, toolPage, {
      signal,
      timeout: DEADLINE_MS,
    });
    tools.push(...result.tools);
    cursor = result.nextCursor;
    if (cursor === undefined || tools.length > MAX_TOOLS) break;
  }
  if (cursor !== undefined || tools.length > MAX_TOOLS) {
    throw new MeshError("upstream_invalid", `The server lists more than ${MAX_TOOLS} tools.`);
  }
  return tools;
}

/** Tools that a server of both generations keeps for clients with sessions. Those of both are pinned as the newer generation shows them. */
function onlyIn(legacy: Seen | Absent, seen: Seen): unknown[] {
  if (legacy.kind !== "seen" || legacy === seen) return [];
  const known = new Set(seen.tools.map(nameOf));
  return legacy.tools.filter((tool) => !known.has(nameOf(tool)));
}

function pin(tool: unknown): z.infer<typeof pinnedTool> | undefined {
  if (typeof tool !== "object" || tool === null || !("name" in tool) || typeof tool.name !== "string")
    return undefined;
  const definition = tool as { name: string };
  const pinned = pinnedTool.safeParse({ ...definition, digest: toolDigest(definition) });
  return pinned.success ? pinned.data : undefined;
}

/** A name twice would leave open which definition was approved. */
function unique(tools: z.infer<typeof pinnedTool>[], problems: string[]): z.infer<typeof pinnedTool>[] {
  const byName = new Map<string, z.infer<typeof pinnedTool>>();
  for (const tool of tools) {
    if (byName.has(tool.name))
      problems.push(`The server lists ${tool.name} twice; only the first was taken.`);
    else byName.set(tool.name, tool);
  }
  return [...byName.values()];
}

function nameOf(tool: unknown): string {
  const name = typeof tool === "object" && tool !== null && "name" in tool ? tool.name : undefined;
  return typeof name === "string" ? name.slice(0, 100) : "one without a name";
}

/** The guard's own refusal, however deep a library wrapped it. */
function meshErrorIn(err: unknown): MeshError | undefined {
  let at = err;
  for (let depth = 0; depth < 5 && typeof at === "object" && at !== null; depth++) {
    if (isMeshError(at)) return at;
    at = "cause" in at ? at.cause : undefined;
  }
  return undefined;
}

function asMeshError(err: unknown): MeshError {
  return (
    meshErrorIn(err) ??
    new MeshError("upstream_error", "The address does not answer as an MCP server.", { cause: err })
  );
}
