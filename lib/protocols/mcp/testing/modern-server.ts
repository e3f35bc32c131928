import { getRequestListener } from "@hono/node-server";
import { acceptedContent, createMcpHandler, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { type Dials, type Fixture, methodsIn, newDials, serveFixture } from "./fixture";

export interface ModernFixture extends Fixture {
  /** Tells open subscriptions that the tools changed. */
  toolsChanged(): void;
  resourceUpdated(uri: string): void;
}

/**
 * An MCP server of revision 2026-07-28.
 * @param legacy whether it also answers clients of earlier revisions, without sessions
 */
export async function startModernServer(legacy: "stateless" | "reject" = "reject"): Promise<ModernFixture> {
  const dials = newDials();
  const handler = createMcpHandler(() => modernServer(dials), { legacy });
  const listener = getRequestListener(async (request) => {
    dials.authorizations.push(request.headers.get("authorization") ?? undefined);
    if (request.method === "POST") dials.seen.push(...methodsIn(await request.clone().json()));
    return handler.fetch(request);
  });
  const fixture = await serveFixture((req, res) => void listener(req, res), dials);
  return {
    ...fixture,
    toolsChanged: () => handler.notify.toolsChanged(),
    resourceUpdated: (uri) => handler.notify.resourceUpdated(uri),
    async close() {
      await handler.close();
      await fixture.close();
    },
  };
}

function modernServer(dials: Dials): McpServer {
  const server = new McpServer(
    { name: "modern-fixture", version: "1.0.0" },
    {
      instructions: "Be kind.",
      capabilities: {
        tools: { listChanged: true },
        resources: { listChanged: true, subscribe: true },
        logging: {},
      },
    },
  );
  const text = z.object({ text: z.string() });
  server.registerTool("echo", { description: dials.echo, inputSchema: text }, ({ text: said }) => ({
    content: [{ type: "text", text: said }],
  }));
  server.registerTool("fail", { description: "Never works.", inputSchema: text }, () => ({
    content: [{ type: "text", text: "it broke" }],
    isError: true,
  }));
  server.registerTool("progress", { description: "Takes three steps." }, async (ctx) => {
    const progressToken = ctx.mcpReq._meta?.progressToken;
    for (const progress of [1, 2, 3]) {
      if (progressToken === undefined) continue;
      await ctx.mcpReq.notify({
        method: "notifications/progress",
        params: { progressToken, progress, total: 3 },
      });
    }
    return { content: [{ type: "text", text: "done" }] };
  });
  const answer = z.object({ name: z.string() });
  server.registerTool("ask", { description: "Asks for a name." }, (ctx) => {
    const given = acceptedContent(ctx.mcpReq.inputResponses, "name", answer);
    if (!given)
      return inputRequired({
        inputRequests: { name: inputRequired.elicit({ message: "Who?", requestedSchema: answer }) },
      });
    return { content: [{ type: "text", text: `hello ${given.name}` }] };
  });
  server.registerTool("wait", { description: "Waits until cancelled." }, async (ctx) => {
    await new Promise<void>((done) =>
      ctx.mcpReq.signal.addEventListener("abort", () => done(), { once: true }),
    );
    dials.cancelled.push("wait");
    return { content: [] };
  });
  server.registerResource("note", "note://one", { mimeType: "text/plain" }, (uri) => ({
    contents: [{ uri: uri.href, text: "a note" }],
  }));
  server.registerPrompt("greet", { argsSchema: z.object({ name: z.string() }) }, ({ name }) => ({
    messages: [{ role: "user", content: { type: "text", text: `Greet ${name}.` } }],
  }));
  return server;
}
