import { randomBytes } from "node:crypto";
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  createRequestStateCodec,
  type ServerContext,
} from "@modelcontextprotocol/server";

/** Seals what a tool wants to find again in the next round. The key lives as long as the process. */
export const stateCodec = createRequestStateCodec({ key: randomBytes(32) });

/** The extension that lets a server answer with a task (SEP-2663). */
export const TASKS = "io.modelcontextprotocol/tasks";

/** What the client says in this request that it can do; nothing in a revision with sessions. */
export function capabilitiesOf({ mcpReq }: ServerContext): ClientCapabilities & { extensions?: object } {
  const envelope: Record<string, unknown> = { ...mcpReq.envelope };
  return envelope[CLIENT_CAPABILITIES_META_KEY] ?? {};
}

export function hasTasks(ctx: ServerContext): boolean {
  return Object.hasOwn(capabilitiesOf(ctx).extensions ?? {}, TASKS);
}
