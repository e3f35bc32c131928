import type { MeshError } from "@/lib/core/errors";
import { challengeFor } from "@/lib/gateway/challenge";

/** Path of one MCP door: of a server, or of all that the caller may use. */
export function doorPath(server: string | undefined): string {
  return server === undefined ? "/mcp" : `/mcp/${encodeURIComponent(server)}`;
}

/** Says with a refusal where a client learns who issues badges for this door (MCP, Authorization). */
export function challengeOf(
  publicUrl: string,
  server: string | undefined,
): (err: MeshError) => string | undefined {
  return (err) => challengeFor(publicUrl, doorPath(server), err);
}
