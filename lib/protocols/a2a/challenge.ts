import type { MeshError } from "@/lib/core/errors";
import { challengeFor, RESOURCE_METADATA } from "@/lib/gateway/challenge";

/** Where an agent's protected resource metadata is served. */
export const METADATA_PATH = `${RESOURCE_METADATA}/a2a/:agent`;

/** Path of one agent's door. */
export function doorPath(agent: string): string {
  return `/a2a/${encodeURIComponent(agent)}`;
}

/** Says with a refusal where a client learns who issues badges for this agent. */
export function challengeOf(publicUrl: string, agent: string): (err: MeshError) => string | undefined {
  return (err) => challengeFor(publicUrl, doorPath(agent), err);
}
