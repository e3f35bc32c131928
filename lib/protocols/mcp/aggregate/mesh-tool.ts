import type { z } from "zod";
import type { Principal } from "@/lib/identity/principal";

/** A tool of the mesh itself: an operation that has a door for agents. It authorises inside itself. */
export interface MeshTool {
  name: string;
  title?: string;
  description: string;
  inputSchema: z.ZodType;
  /** Says to clients whether it changes anything. */
  readOnly?: boolean;
  /** @param input as given; it fits `inputSchema`. @throws MeshError */
  run(principal: Principal, input: unknown): Promise<unknown>;
}
