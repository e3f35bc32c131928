import type { z } from "zod";
import { parseInput } from "@/lib/core/parse-input";
import type { Principal } from "@/lib/identity/principal";

/** A tool of the mesh itself: an operation that has a door for agents, as a tool over MCP and as a skill over A2A. It authorises inside itself. */
export interface MeshTool {
  name: string;
  title?: string;
  description: string;
  inputSchema: z.ZodType;
  /** Inputs that fit, for those who learn by example. */
  examples?: readonly object[];
  /** What it is about. */
  tags?: readonly string[];
  /** Says to clients whether it changes anything. */
  readOnly?: boolean;
  /** @param input as given; it fits `inputSchema`. @throws MeshError */
  run(principal: Principal, input: unknown): Promise<unknown>;
}

/** Runs a tool. Its operation reads the input itself, as behind every door; this looks first, for an error that names what is wrong. @throws MeshError */
export async function runTool(tool: MeshTool, principal: Principal, input: unknown): Promise<unknown> {
  parseInput(tool.inputSchema, input);
  return tool.run(principal, input);
}
