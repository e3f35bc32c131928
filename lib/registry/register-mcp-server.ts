import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { secretsService } from "@/lib/identity/secrets";
import { egressService } from "@/lib/traffic/egress";
import { assertSteward } from "./assert-steward";
import { registryService } from "./asset";
import { assetDoorService, changedAsset } from "./asset-door";
import { credentialHeaders } from "./credential-headers";
import { fetchMcpServer } from "./fetch-mcp-server";
import { mcpServerSpec, type PinnedTool } from "./kinds/mcp-server";
import { partsOfServer } from "./taxonomy/described-parts";
import { settleTerms } from "./taxonomy/settle-terms";
import { assetHead } from "./write-asset";

/** Registers an MCP server, or a new version of it, and pins its tools as they are now: a tool that changes later is refused until the server is registered again. */
export const registerMcpServer = operation({ permission: "registry:write" })
  .route({ method: "POST", path: "/mcp-servers", summary: "Register an MCP server", tags: ["registry"] })
  .input(
    // Strict: who sends a `command` must hear that nothing here starts programs (SIGNALBOX_STDIO_SERVERS is the only way).
    assetHead
      .extend({
        url: z.url().max(2000),
        auth: mcpServerSpec.shape.auth.default({ type: "none" }),
      })
      .strict(),
  )
  .output(changedAsset)
  .handler(async ({ input, context }) => {
    const { url, auth, ...head } = input;
    assertSteward(context.principal, head.domain);
    const headers = await credentialHeaders(context.services.get(secretsService), auth);
    const { spec, problems } = await fetchMcpServer(context.services.get(egressService), {
      url,
      auth,
      headers,
    });
    const known = context.services.get(registryService).current().find("mcp-server", head.name);
    const { title, description } = serverTexts(spec.serverInfo);
    const texts = { title: head.title ?? title, description: head.description ?? description };
    const { problems: aboutTerms, ...terms } = await settleTerms(
      context.database.db,
      { kind: "mcp-server", ...head },
      partsOfServer({ ...head, ...texts }, spec),
    );
    const described = { ...head, ...texts, ...terms };
    const written = await context.services.get(assetDoorService).put(context, {
      kind: "mcp-server",
      head: described,
      spec: { ...spec, tools: keepAccess(spec.tools, known?.spec.tools) },
    });
    return { ...written, problems: [...problems, ...aboutTerms] };
  });

/** Who may use a tool is the mesh's own word: it stays when the server is read again. */
function keepAccess(tools: readonly PinnedTool[], known: readonly PinnedTool[] = []): PinnedTool[] {
  return tools.map((tool) => {
    const access = known.find(({ name }) => name === tool.name)?.access;
    return access ? { ...tool, access } : tool;
  });
}

function serverTexts(info: Record<string, unknown>): {
  title: string | undefined;
  description: string | undefined;
} {
  const text = (value: unknown, limit: number) =>
    typeof value === "string" && value ? value.slice(0, limit) : undefined;
  return { title: text(info.title ?? info.name, 200), description: text(info.description, 4000) };
}
