import { z } from "zod";

/** What this process is told at its start. */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(0),
  /** How the mesh knows this agent; a second instance under another name is another agent. */
  AGENT_NAME: z.string().min(1).max(100).default("crm-specialist"),
  AGENT_TITLE: z.string().min(1).max(200).default("CRM specialist"),
  /** Address of the mesh; also the issuer of its badges unless MESH_ISSUER says otherwise. */
  MESH_URL: z.url(),
  MESH_ISSUER: z.url().optional(),
  /** Audience that badges for this agent carry; without it anyone may call. */
  BADGE_AUDIENCE: z.string().optional(),
  CLIENT_ID: z.string().min(1),
  CLIENT_SECRET: z.string().min(1),
  TOOLS: z.string().min(1).default("crm-tools"),
  MODEL: z.string().min(1).default("scripted-chat"),
});

export type Settings = z.infer<typeof settings>;

export function readSettings(env: Record<string, string | undefined>): Settings {
  return settings.parse(env);
}
