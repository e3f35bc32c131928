import type { Services } from "@/lib/core/services";
import { egressService } from "@/lib/traffic/egress";
import { registryService } from "../asset";
import { fetchKeys } from "../fetch-agent-card";
import { agentSpec } from "../kinds/agent";
import { isSevere, scanAsset } from "../scans/scan-asset";
import { surroundingsOf } from "../scans/surroundings";
import { toolWatchService } from "../tool-watch";
import { verifyCardSignature } from "../verify-card-signature";
import type { BoundPart } from "./certification.schema";
import type { SignatureFact } from "./certify";
import type { Evidence } from "./read-facts";

interface Looked {
  kind: string;
  name: string;
  title: string;
  description: string;
  spec: unknown;
}

/** Looks at what the store does not know: asks for the keys that the card is signed with, scans, and compares the tools with what servers show now. */
export async function gatherEvidence(
  services: Services,
  asset: Looked,
  bound: readonly BoundPart[],
): Promise<Evidence> {
  return { ...lookHere(services, asset, bound), signature: await readSignature(services, asset) };
}

/** The same without asking anybody: a signature counts as it was found when the card was read. */
export function lookHere(services: Services, asset: Looked, bound: readonly BoundPart[]): Evidence {
  const registry = services.get(registryService).current();
  const findings = scanAsset(asset, surroundingsOf(registry, asset)).filter(isSevere);
  return {
    signature: knownSignature(asset),
    severe: findings.map(({ path, message }) => `${path}: ${message}`),
    drifted: driftedTools(services, bound),
  };
}

function knownSignature({ kind, spec }: Looked): SignatureFact | null {
  if (kind !== "agent") return null;
  const { card, signedBy } = agentSpec.parse(spec);
  if (signedBy) return { state: "verified", kid: signedBy.kid, keySource: signedBy.keySource };
  return { state: Array.isArray(card.signatures) && card.signatures.length > 0 ? "unverified" : "none" };
}

async function readSignature(services: Services, { kind, spec }: Looked): Promise<SignatureFact | null> {
  if (kind !== "agent") return null;
  const { card, signedBy } = agentSpec.parse(spec);
  const egress = services.get(egressService);
  const found = await verifyCardSignature(card, (url) => fetchKeys(egress, url));
  if (found.state !== "verified") return { state: found.state };
  if (signedBy && signedBy.thumbprint !== found.thumbprint) return { state: "other_key" };
  return { state: "verified", kid: found.kid, keySource: found.keySource };
}

function driftedTools(services: Services, bound: readonly BoundPart[]): string[] {
  if (!services.has(toolWatchService)) return [];
  const registry = services.get(registryService).current();
  const watch = services.get(toolWatchService);
  return bound.flatMap(({ kind, name, part }) => {
    const server = kind === "mcp-server" ? registry.find("mcp-server", name) : undefined;
    if (!server) return [];
    const { changed } = watch.known(server);
    return changed
      .filter((tool) => part === null || part === "*" || part === tool)
      .map((tool) => `${name}/${tool}`);
  });
}
