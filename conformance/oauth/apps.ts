/** An app that registers itself (RFC 7591). @returns its client id */
export async function registerApp(meshUrl: string, redirectUri: string): Promise<string> {
  const response = await fetch(`${meshUrl}/oauth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_name: "Suite", redirect_uris: [redirectUri] }),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status !== 201) throw new Error(`registration answered ${response.status}`);
  return ((await response.json()) as { client_id: string }).client_id;
}
