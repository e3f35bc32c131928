import { MeshError, toMeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import { type Egress, upstreamError } from "@/lib/traffic/egress";
import type { AgentSpec } from "./kinds/agent";
import { type CardProblem, type NormalizedCard, normalizeCard } from "./normalize-card";
import { type CardSignature, verifyCardSignature } from "./verify-card-signature";

export interface FetchedCard extends NormalizedCard {
  /** Where the card was found. */
  cardUrl: string;
  signature: CardSignature;
}

const MAX_BYTES = 1024 * 1024;
const DEADLINE_MS = 5000;
const WELL_KNOWN = [".well-known/agent-card.json", ".well-known/agent.json"] as const;

/**
 * Fetches an agent's card and reads out of it what the mesh needs. Takes the card's own address or the agent's base address, where both well-known names are tried (A2A 1.0 section
 * 8.2; 0.3 began with `agent.json`). Redirects are not followed. Of a signed card only what the signature covers is used; one whose signatures do not hold is not used at all.
 * @throws MeshError `egress_blocked`, `upstream_unreachable`, `upstream_timeout`, `upstream_error`, `upstream_invalid`; problems with the card itself are told in `problems`
 */
export async function fetchAgentCard(egress: Egress, url: string): Promise<FetchedCard> {
  const { card, cardUrl } = await findCard(egress, url);
  const signature = await verifyCardSignature(card, (jku) => fetchKeys(egress, jku));
  const normalized = normalizeCard(usable(card, signature), cardUrl);
  const problems: CardProblem[] = [...normalized.problems];
  if (signature.state === "invalid") {
    problems.push({ severity: "error", message: "None of the card's signatures holds." });
  } else if (signature.state === "unverified") {
    problems.push({
      severity: "warning",
      message: "The card is signed with a key that is published nowhere the mesh can look.",
    });
  }
  const spec = signature.state === "invalid" ? undefined : normalized.spec;
  return { ...normalized, spec: spec && { ...spec, ...signerOf(signature) }, problems, cardUrl, signature };
}

function usable(card: unknown, signature: CardSignature): unknown {
  if (signature.state !== "verified") return card;
  return { ...signature.covered, signatures: (card as { signatures: unknown }).signatures };
}

function signerOf(signature: CardSignature): Pick<AgentSpec, "signedBy"> {
  if (signature.state !== "verified") return {};
  const { thumbprint, kid, keySource } = signature;
  return { signedBy: { thumbprint, kid, keySource } };
}

async function findCard(egress: Egress, url: string): Promise<{ card: unknown; cardUrl: string }> {
  let first: MeshError | undefined;
  for (const cardUrl of addressesOf(egress.check(url))) {
    try {
      return { card: await fetchJson(egress, cardUrl), cardUrl };
    } catch (thrown) {
      const err = toMeshError(thrown);
      // Only "not there" and "not a card" are reasons to look under the other name.
      if (err.code !== "upstream_error" && err.code !== "upstream_invalid") throw err;
      first ??= err;
    }
  }
  throw first ?? new MeshError("upstream_invalid", "There is no agent card at this address.");
}

function addressesOf(url: URL): string[] {
  if (url.pathname.endsWith(".json")) return [url.href];
  const base = new URL(url.href);
  base.search = "";
  base.hash = "";
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  return WELL_KNOWN.map((name) => new URL(name, base).href);
}

async function fetchJson(egress: Egress, url: string): Promise<unknown> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const response = await egress.request({
    method: "GET",
    url,
    headers: { accept: "application/json", "a2a-version": "1.0" },
    signal,
    headersTimeoutMs: DEADLINE_MS,
  });
  if (response.statusCode !== 200) {
    await response.body.dump({ limit: 64 * 1024 });
    throw new MeshError("upstream_error", `The address answered with HTTP status ${response.statusCode}.`);
  }
  const text = await readLimited(response.body, signal);
  try {
    return parseJson(text);
  } catch (cause) {
    throw new MeshError("upstream_invalid", "What stands at the address is not JSON that the mesh takes.", {
      cause,
    });
  }
}

async function readLimited(body: AsyncIterable<Buffer>, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for await (const chunk of body) {
      total += chunk.length;
      if (total > MAX_BYTES) throw new MeshError("upstream_invalid", "The card is larger than 1 MiB.");
      chunks.push(chunk);
    }
  } catch (err) {
    throw err instanceof MeshError ? err : upstreamError(err, signal);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The key set that a signature names. @throws MeshError as `fetchAgentCard` */
export function fetchKeys(egress: Egress, url: string): Promise<unknown> {
  return fetchJson(egress, url);
}
