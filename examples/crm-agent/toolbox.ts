import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { z } from "zod";
import { type Pass, passHeaders } from "./badge";
import type { Settings } from "./settings";

/** A call that the mesh did not let through. */
export interface Refusal {
  tool: string;
  code: string;
  message: string;
  callId?: string;
}

export interface ToolOutcome {
  text: string;
  refusal?: Refusal;
}

/** The CRM's tools, reached through the mesh. */
export interface Toolbox {
  /** As a chat completion wants them. */
  definitions: { type: "function"; function: { name: string; description: string; parameters: unknown } }[];
  use(name: string, args: Record<string, unknown>): Promise<ToolOutcome>;
  close(): Promise<void>;
}

/** What the mesh says with a refusal, as error data or as structured content. */
const refusalData = z.looseObject({
  code: z.string(),
  message: z.string().optional(),
  call_id: z.string().optional(),
});

/** This vendor's agent knows this vendor's tools by heart. It tries those that the mesh does not list to it as well, so that a refusal comes with its reason. */
const OWN_TOOLS = [
  "find_customer",
  "get_customer",
  "list_deals",
  "update_deal_stage",
  "add_note",
  "export_customers",
] as const;

export async function openToolbox(settings: Settings, pass: Pass, signal: AbortSignal): Promise<Toolbox> {
  const client = new Client(
    { name: settings.AGENT_NAME, version: "4.2.0" },
    // Without sessions, so that a task opens nothing that somebody has to close.
    { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  const url = new URL(`/mcp/${settings.TOOLS}`, settings.MESH_URL);
  await client.connect(
    new StreamableHTTPClientTransport(url, { requestInit: { headers: passHeaders(pass) } }),
    { signal },
  );
  const { tools } = await client.listTools(undefined, { signal });
  return {
    definitions: OWN_TOOLS.map((name) => {
      const listed = tools.find((tool) => tool.name === name);
      const description = listed?.description ?? name.replaceAll("_", " ");
      return {
        type: "function",
        function: { name, description, parameters: listed?.inputSchema ?? { type: "object" } },
      };
    }),
    async use(name, args) {
      try {
        const result = await client.callTool({ name, arguments: args }, { signal });
        const text = result.content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
        const refusal = refusalData.safeParse(
          (result.structuredContent as { error?: unknown } | undefined)?.error,
        );
        return result.isError && refusal.success
          ? refused(name, refusal.data, text)
          : { text: result.isError && !text.startsWith("Error") ? `Error: ${text}` : text };
      } catch (err) {
        signal.throwIfAborted();
        const data = refusalData.safeParse((err as { data?: unknown }).data);
        if (!data.success) throw err;
        return refused(name, data.data, (err as Error).message);
      }
    },
    close: () => client.close(),
  };
}

function refused(tool: string, data: z.infer<typeof refusalData>, text: string): ToolOutcome {
  const message = data.message ?? text;
  const callId = data.call_id ? { callId: data.call_id } : {};
  return { text: `Error: ${message}`, refusal: { tool, code: data.code, message, ...callId } };
}
