import { normalizeCard } from "../normalize-card";
import type { ImportedAsset, Importer } from "./importer";
import { listIn, objectIn, type Reading, textIn } from "./reading";

/** An A2A agent card of 1.0 or 0.3. The card is kept as it is; the mesh works with what it reads out of it. */
export const a2aCard: Importer = {
  fits: (card) =>
    typeof card.name === "string" &&
    Array.isArray(card.skills) &&
    (Array.isArray(card.supportedInterfaces) || typeof card.url === "string"),
  read(reading) {
    const asset = assetOfCard(reading.document);
    for (const member of Object.keys(objectIn(reading.document))) takeMember(reading, member);
    if (!asset) reading.take(["supportedInterfaces"], "manual", "", "None of its interfaces can be used.");
    return asset ? [asset] : [];
  },
};

/** The agent of a card; undefined when the mesh cannot speak with it. */
export function assetOfCard(card: unknown): ImportedAsset | undefined {
  const { spec, title, description } = normalizeCard(card, addressOf(objectIn(card)));
  if (!spec) return undefined;
  return { kind: "agent", name: title, title, description, spec };
}

const MEMBERS: Record<string, readonly ["exact" | "approximate" | "manual", string, string?]> = {
  name: ["exact", "title"],
  description: ["exact", "description"],
  skills: ["exact", "skills"],
  url: ["exact", "interfaces"],
  preferredTransport: ["exact", "interfaces"],
  additionalInterfaces: ["exact", "interfaces"],
  supportedInterfaces: ["exact", "interfaces"],
  protocolVersion: ["exact", "interfaces"],
  capabilities: ["exact", "streaming, push notifications; the rest in the card"],
  signatures: ["manual", "card", "Signatures are checked when a card comes from its own address."],
  security: [
    "approximate",
    "auth",
    "The agent gets a badge of the mesh; choose a stored secret if it needs another one.",
  ],
  securityRequirements: [
    "approximate",
    "auth",
    "The agent gets a badge of the mesh; choose a stored secret if it needs another one.",
  ],
};

function takeMember(reading: Reading, member: string): void {
  const known = Object.hasOwn(MEMBERS, member) ? MEMBERS[member] : undefined;
  const [fidelity, to, note] = known ?? ["exact", "card"];
  reading.take([member], fidelity, to, note);
}

/** Where the card would be served: beside the agent. */
function addressOf(card: Record<string, unknown>): string {
  const first = objectIn(listIn(card.supportedInterfaces)[0]);
  const url = textIn(card.url) || textIn(first.url);
  const base = URL.canParse(url) ? url : "https://unknown.invalid";
  return new URL("/.well-known/agent-card.json", base).href;
}
