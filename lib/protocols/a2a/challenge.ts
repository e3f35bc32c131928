const WELL_KNOWN = "/.well-known/oauth-protected-resource/a2a";

/** Where `resourceMetadata` is served. */
export const METADATA_PATH = `${WELL_KNOWN}/:agent`;

/** The challenge of a 401 (RFC 6750 section 3, RFC 9728 section 5.1): where a client learns who issues badges for this agent. */
export function challengeOf(publicUrl: string, agent: string): string {
  return `Bearer realm="signalbox", resource_metadata="${publicUrl}${WELL_KNOWN}/${encodeURIComponent(agent)}"`;
}

/** Protected resource metadata (RFC 9728 section 2). The resource is the mesh: that is the one audience which a caller's badge has, whomever it calls. */
export function resourceMetadata(publicUrl: string): Record<string, unknown> {
  return {
    resource: publicUrl,
    authorization_servers: [publicUrl],
    bearer_methods_supported: ["header"],
    scopes_supported: ["mesh"],
    resource_name: "Signalbox",
  };
}
