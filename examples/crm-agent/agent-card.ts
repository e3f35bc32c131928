import type { AgentCard } from "@a2a-js/sdk";
import type { Settings } from "./settings";

const SKILLS = [
  {
    id: "renewal-brief",
    name: "Renewal brief",
    description:
      "Reads a customer's record, moves the open deal to negotiation and writes a brief for the renewal.",
    tags: ["crm", "sales", "renewal"],
    examples: ["Prepare the renewal of customer C-1042"],
  },
  {
    id: "customer-overview",
    name: "Customer overview",
    description: "Sums up what the CRM knows about a customer.",
    tags: ["crm", "customer"],
    examples: ["Give me an overview of customer C-1042"],
  },
];

const MODES = ["text/plain", "application/json"];
const DESCRIPTION = "Answers questions about customers and prepares renewals from the CRM's records.";
const VERSION = "4.2.0";

/** The card as agents of the 0.3 generation publish it: this vendor has not moved to 1.0 yet. */
export function publishedCard(settings: Settings, url: string): Record<string, unknown> {
  return {
    protocolVersion: "0.3.0",
    name: settings.AGENT_TITLE,
    description: DESCRIPTION,
    url: `${url}/a2a`,
    preferredTransport: "JSONRPC",
    version: VERSION,
    provider: { organization: "Northlight CRM", url: "https://northlight.example" },
    capabilities: { streaming: true, pushNotifications: false, stateTransitionHistory: false },
    defaultInputModes: ["text/plain"],
    defaultOutputModes: MODES,
    skills: SKILLS,
    securitySchemes: { mesh: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    security: [{ mesh: [] }],
  };
}

/** The same for the SDK, which thinks in 1.0 and translates. */
export function internalCard(settings: Settings, url: string): AgentCard {
  return {
    name: settings.AGENT_TITLE,
    description: DESCRIPTION,
    supportedInterfaces: [
      { url: `${url}/a2a`, protocolBinding: "JSONRPC", protocolVersion: "0.3", tenant: "" },
    ],
    provider: undefined,
    version: VERSION,
    capabilities: { streaming: true, pushNotifications: false, extensions: [] },
    securitySchemes: {},
    securityRequirements: [],
    defaultInputModes: ["text/plain"],
    defaultOutputModes: MODES,
    skills: SKILLS.map((skill) => ({ ...skill, inputModes: [], outputModes: [], securityRequirements: [] })),
    signatures: [],
  };
}
