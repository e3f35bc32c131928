import { z } from "zod";

/** What this process is told at its start. */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(0),
  DATA_DIR: z.string().min(1).default("./tracker-data"),
  /** Address of the mesh; also the issuer of its badges unless MESH_ISSUER says otherwise. */
  MESH_URL: z.url(),
  MESH_ISSUER: z.url().optional(),
  /** Audience that badges for this agent carry; without it anyone may call. */
  BADGE_AUDIENCE: z.string().optional(),
  CLIENT_ID: z.string().min(1),
  CLIENT_SECRET: z.string().min(1),
  /** The MCP server whose tools a delegated task may use. */
  TOOLS: z.string().min(1).default("crm-tools"),
});

export type Settings = z.infer<typeof settings>;

export function readSettings(env: Record<string, string | undefined>): Settings {
  return settings.parse(env);
}
