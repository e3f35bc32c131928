import { RESOURCE_METADATA } from "@/lib/gateway/challenge";

/** Where an agent's protected resource metadata is served. */
export const METADATA_PATH = `${RESOURCE_METADATA}/a2a/:agent`;

/** Path of one agent's door. */
export function doorPath(agent: string): string {
  return `/a2a/${encodeURIComponent(agent)}`;
}
