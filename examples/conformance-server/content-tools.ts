import { setTimeout as pause } from "node:timers/promises";
import { PIXEL, RICH_SCHEMA, SILENCE } from "./samples";
import { type ConformanceTool, form, text } from "./tool";

/** Between two steps of a tool that takes a while, in milliseconds. */
const STEP_MS = 50;

/** Tools of both generations: every kind of content, an error, progress, schemas and headers. */
export const contentTools: readonly ConformanceTool[] = [
  {
    name: "test_simple_text",
    description: "Answers with a text.",
    run: () => text("This is a simple text response for testing."),
  },
  {
    name: "test_image_content",
    description: "Answers with an image.",
    run: () => ({ content: [{ type: "image", data: PIXEL, mimeType: "image/png" }] }),
  },
  {
    name: "test_audio_content",
    description: "Answers with a sound.",
    run: () => ({ content: [{ type: "audio", data: SILENCE, mimeType: "audio/wav" }] }),
  },
  {
    name: "test_embedded_resource",
    description: "Answers with a resource.",
    run: () => ({
      content: [embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.")],
    }),
  },
  {
    name: "test_multiple_content_types",
    description: "Answers with a text, an image and a resource.",
    run: () => ({
      content: [
        { type: "text", text: "Multiple content types test:" },
        { type: "image", data: PIXEL, mimeType: "image/png" },
        embedded(
          "test://mixed-content-resource",
          "application/json",
          JSON.stringify({ test: "data", value: 123 }),
        ),
      ],
    }),
  },
  {
    name: "test_error_handling",
    description: "Always fails.",
    run: () => {
      throw new Error("This tool intentionally returns an error for testing");
    },
  },
  {
    name: "test_tool_with_progress",
    description: "Reports its progress in three steps.",
    async run(_args, { mcpReq }) {
      const progressToken = mcpReq._meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progressToken !== undefined) {
          const params = { progressToken, progress, total: 100 };
          await mcpReq.notify({ method: "notifications/progress", params });
        }
        await pause(STEP_MS);
      }
      return text("Done in three steps.");
    },
  },
  {
    name: "json_schema_2020_12_tool",
    description: "Has a schema with every keyword of JSON Schema 2020-12 that matters.",
    inputSchema: RICH_SCHEMA,
    run: (args) => text(`Called with ${JSON.stringify(args)}`),
  },
  {
    name: "test_custom_headers",
    description: "Wants one of its arguments repeated in a header.",
    inputSchema: form(
      { region: { type: "string", "x-mcp-header": "Region" }, query: { type: "string" } },
      [],
    ),
    run: (args) => text(`Region ${String(args.region)}`),
  },
];

function embedded(uri: string, mimeType: string, said: string) {
  return { type: "resource" as const, resource: { uri, mimeType, text: said } };
}
