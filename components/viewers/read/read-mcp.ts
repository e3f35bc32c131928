import { at, isTrue, itemsAt, textAt, wordAt } from "../json-access";
import type { JsonNode } from "../parse-json-source";
import { mediaWords } from "./media-words";
import { factsOf, type Part, type Reading } from "./reading";

/** A request of MCP; undefined for methods of other protocols. */
export function readMcpRequest(root: JsonNode): Reading | undefined {
  const method = textAt(root, "method") ?? "";
  if (!method.includes("/") && !/^(initialize|ping)$/.test(method)) return undefined;
  const params = at(root, "params");
  const name = textAt(params, "name");
  const facts = factsOf([
    ["Id", wordAt(root, "id")],
    ["Address", textAt(params, "uri")],
    ["Revision", textAt(params, "protocolVersion")],
  ]);
  if (method === "tools/call" || method === "prompts/get") {
    const input = at(params, "arguments")?.source ?? "{}";
    return {
      title: method,
      facts,
      turns: [{ who: "caller", parts: [{ kind: "call", name: name ?? "", id: undefined, input }] }],
    };
  }
  const parts: Part[] = params ? [{ kind: "data", text: params.source }] : [];
  return { title: method, facts, turns: parts.length > 0 ? [{ who: "caller", parts }] : [] };
}

/** A result with content, tools, prompts, resources or messages; undefined for results of other shapes. */
export function readMcpResult(result: JsonNode): Reading | undefined {
  if (at(result, "content")?.kind === "array" || at(result, "structuredContent") !== undefined) {
    const structured = at(result, "structuredContent");
    const failed = isTrue(result, "isError");
    const parts: Part[] = [
      ...itemsAt(result, "content").map(contentPart),
      ...(structured ? [{ kind: "data" as const, text: structured.source }] : []),
    ];
    return {
      title: failed ? "Tool result, failed" : "Tool result",
      facts: factsOf([["Type", textAt(result, "resultType")]]),
      turns: [{ who: "tool", parts: [{ kind: "result", of: undefined, failed, parts }] }],
    };
  }
  if (at(result, "messages")?.kind === "array") {
    const turns = itemsAt(result, "messages").map((message) => {
      const content = at(message, "content");
      return { who: textAt(message, "role") ?? "unknown", parts: content ? [contentPart(content)] : [] };
    });
    return { title: "Prompt", facts: [], turns };
  }
  if (at(result, "contents")?.kind === "array") {
    return {
      title: "Resource",
      facts: [],
      turns: [{ who: "resource", parts: itemsAt(result, "contents").map(resourcePart) }],
    };
  }
  return undefined;
}

function contentPart(block: JsonNode): Part {
  const type = textAt(block, "type");
  if (type === "text") return { kind: "text", text: textAt(block, "text") ?? "" };
  if (type === "resource") {
    const resource = at(block, "resource");
    return resource ? resourcePart(resource) : { kind: "data", text: block.source };
  }
  if (type === "resource_link") return { kind: "media", words: media("Resource", block) };
  if (type === "image") return { kind: "media", words: media("Picture", block) };
  if (type === "audio") return { kind: "media", words: media("Sound", block) };
  return { kind: "data", text: block.source };
}

function resourcePart(resource: JsonNode): Part {
  const text = textAt(resource, "text");
  return text === undefined ? { kind: "media", words: media("Resource", resource) } : { kind: "text", text };
}

function media(what: string, block: JsonNode): string {
  const type = textAt(block, "mimeType");
  const base64 = textAt(block, "data") ?? textAt(block, "blob");
  const url = textAt(block, "uri");
  return mediaWords(what, {
    ...(type === undefined ? {} : { type }),
    ...(base64 === undefined ? {} : { base64 }),
    ...(url === undefined ? {} : { url }),
  });
}
