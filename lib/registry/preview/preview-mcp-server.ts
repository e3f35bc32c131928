import type { Egress } from "@/lib/traffic/egress";
import { type FetchMcpServerInput, fetchMcpServer } from "../fetch-mcp-server";
import type { PinnedTool } from "../kinds/mcp-server";
import { partsOfServer } from "../taxonomy/described-parts";
import { suggestTerms } from "../taxonomy/suggest-terms";
import type { Taxonomy } from "../taxonomy/taxonomy";
import { suggestName, textLine } from "./lines";
import type { PreviewLine, PreviewRegistrationOutput } from "./preview-registration.schema";

const MOST_TOOLS = 100;

/** What an MCP server says of itself and of its tools, line by line. */
export async function previewMcpServer(
  egress: Egress,
  input: FetchMcpServerInput,
  taxonomy: Taxonomy,
): Promise<PreviewRegistrationOutput> {
  const { spec, problems } = await fetchMcpServer(egress, input);
  const { serverInfo, tools, instructions } = spec;
  const title = textIn(serverInfo, "title") || textIn(serverInfo, "name");
  const description = textIn(serverInfo, "description");
  const lines: PreviewLine[] = [
    { state: "ok", field: "Address", value: spec.url, message: "It answers as an MCP server." },
    textLine("Name", title, "The server gives no name; you choose one."),
    { state: "ok", field: "Revisions", value: spec.revisions.join(", "), message: "" },
    ...(instructions ? [textLine("Instructions", instructions, "")] : []),
    tools.length > 0
      ? { state: "ok", field: "Tools", value: String(tools.length), message: "Each is pinned as it is now." }
      : { state: "warning", field: "Tools", value: "0", message: "The server lists no tools." },
    ...tools.slice(0, MOST_TOOLS).map(toolLine),
    ...problems.map((message): PreviewLine => ({ state: "warning", field: "Tools", value: "", message })),
  ];
  return {
    lines,
    usable: true,
    suggested: { name: suggestName(title), title, description },
    terms: suggestTerms(taxonomy, partsOfServer({ title, description }, spec)),
    spec,
  };
}

function toolLine(tool: PinnedTool): PreviewLine {
  const whole = JSON.stringify([tool.description, tool.inputSchema, tool.outputSchema]);
  const line = textLine("Tool", `${tool.name}: ${tool.description ?? ""}`, "");
  if (line.state !== "ok") return line;
  if (!tool.description)
    return { ...line, state: "warning", message: "It has no description, so a model can only guess." };
  // A schema hides as well as a description, and a model reads both.
  const inSchema = textLine("Tool", whole, "");
  return inSchema.state === "ok" ? line : { ...line, state: "warning", message: inSchema.message };
}

function textIn(record: Record<string, unknown>, name: string): string {
  const value = record[name];
  return typeof value === "string" ? value.slice(0, 4000) : "";
}
