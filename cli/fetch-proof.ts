import { trimEnd } from "@/lib/core/trim-end";

const DEADLINE_MS = 30_000;

/** The proof of one entry from a running mesh. @param entryId of an entry; a call's own id is that of its intent's entry */
export async function fetchProof(url: string, token: string, entryId: string): Promise<unknown> {
  const address = `${trimEnd(url, "/")}/audit/proof?entry=${encodeURIComponent(entryId)}`;
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${token}` },
    redirect: "error",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`The mesh answered ${response.status}: ${await response.text()}`);
  return response.json();
}
