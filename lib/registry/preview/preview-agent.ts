import type { Egress } from "@/lib/traffic/egress";
import { fetchAgentCard } from "../fetch-agent-card";
import type { AgentSpec } from "../kinds/agent";
import { partsOfAgent } from "../taxonomy/described-parts";
import { suggestTerms } from "../taxonomy/suggest-terms";
import type { Taxonomy } from "../taxonomy/taxonomy";
import type { CardSignature } from "../verify-card-signature";
import { suggestName, textLine } from "./lines";
import type { PreviewLine, PreviewRegistrationOutput } from "./preview-registration.schema";

const MOST_SKILLS = 50;

/** What an agent's card says, line by line. */
export async function previewAgent(
  egress: Egress,
  url: string,
  auth: AgentSpec["auth"],
  taxonomy: Taxonomy,
): Promise<PreviewRegistrationOutput> {
  const { spec, title, description, problems, cardUrl, signature } = await fetchAgentCard(egress, url);
  const lines: PreviewLine[] = [
    { state: "ok", field: "Card", value: cardUrl, message: "" },
    textLine("Name", title, "The card gives no name; you choose one."),
    textLine("Description", description, "The card does not say what the agent is for."),
    ...(spec?.interfaces ?? []).map(
      ({ binding, version, url: at }): PreviewLine => ({
        state: "ok",
        field: "Interface",
        value: at,
        message: `${binding}, A2A ${version}`,
      }),
    ),
    ...(spec?.skills ?? [])
      .slice(0, MOST_SKILLS)
      .map((skill) =>
        textLine(
          "Skill",
          `${skill.name}: ${skill.description}`,
          "The skill has neither name nor description.",
        ),
      ),
    signatureLine(signature),
    ...problems
      .filter(({ message }) => !SAID_BY_SIGNATURE.test(message))
      .map(({ severity, message }): PreviewLine => ({ state: severity, field: "Card", value: "", message })),
  ];
  return {
    lines,
    usable: spec !== undefined,
    suggested: { name: suggestName(title), title, description },
    terms: suggestTerms(taxonomy, partsOfAgent({ title, description }, { skills: spec?.skills ?? [] })),
    spec: spec ? { ...spec, auth } : null,
  };
}

/** The signature has a line of its own. */
const SAID_BY_SIGNATURE = /signatures holds|signed with a key/;

function signatureLine(signature: CardSignature): PreviewLine {
  const field = "Signature";
  switch (signature.state) {
    case "verified":
      return {
        state: "ok",
        field,
        value: signature.kid,
        message: `It holds; the key is from ${signature.keySource}. Later versions must be signed with the same key.`,
      };
    case "none":
      return {
        state: "warning",
        field,
        value: "",
        message: "The card is not signed: whoever controls its address controls what it says.",
      };
    case "unverified":
      return {
        state: "warning",
        field,
        value: "",
        message: "The card is signed with a key that is published nowhere the mesh can look.",
      };
    case "invalid":
      return { state: "error", field, value: "", message: "None of the card's signatures holds." };
    default:
      return signature satisfies never;
  }
}
