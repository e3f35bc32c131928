import { z } from "zod";

export const getToolStatesInput = z.object({ name: z.string().min(1).max(300) });

/** How the tools of an MCP server stand to what was pinned when it was registered. */
export const toolStates = z.object({
  /** When this process last looked at the server; null when it has not yet. */
  lookedAt: z.iso.datetime().nullable(),
  /** Tools that are no longer what was approved: refused and not shown. */
  changed: z.array(z.string()),
  /** Tools that the server shows and nobody has approved: not shown. */
  unknown: z.array(z.string()),
});
export type ToolStates = z.infer<typeof toolStates>;
