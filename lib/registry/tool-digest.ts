import { digestOf } from "@/lib/core/canonical-json";

/** What a model reads of a tool, and so what the digest covers. */
export interface ToolDefinition {
  name: string;
  title?: unknown;
  description?: unknown;
  inputSchema?: unknown;
  outputSchema?: unknown;
  annotations?: unknown;
}

/**
 * The digest that pins a tool: SHA-256 over the canonical JSON (RFC 8785) of everything that a model reads. A server that changes one byte of it after registration (a "rug pull") gets another digest.
 * @throws MeshError `invalid_request` for what JSON cannot carry
 */
export function toolDigest(tool: ToolDefinition): string {
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  const covered = { name, title, description, inputSchema, outputSchema, annotations };
  return digestOf(Object.fromEntries(Object.entries(covered).filter(([, value]) => value !== undefined)));
}
