/** The challenge of a 401 (RFC 6750 section 3, RFC 9728 section 5.1): where a client learns who issues badges for this agent. */
export function challengeOf(publicUrl: string, agent: string): string {
  const metadata = `${publicUrl}/.well-known/oauth-protected-resource/a2a/${encodeURIComponent(agent)}`;
  return `Bearer realm="signalbox", resource_metadata="${metadata}"`;
}
