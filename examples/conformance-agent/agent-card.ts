import { AgentCard } from "@a2a-js/sdk";
import { duplicateInterfacesForLegacy } from "@a2a-js/sdk/compat/v0_3";

export type Generation = "1.0" | "0.3";

/** Everything, nothing but plain messages, or an extended card that is announced and not there, for those alone who use an extension. */
export type Profile = "full" | "bare" | "strict";

/** What the strict agent asks of its callers. */
export const REQUIRED_EXTENSION = "urn:a2a:tck:required-extension";

const CAPABILITIES: Readonly<Record<Profile, unknown>> = {
  full: { streaming: true, pushNotifications: true, extendedAgentCard: true },
  bare: {},
  strict: { extendedAgentCard: true, extensions: [{ uri: REQUIRED_EXTENSION, required: true }] },
};

/** What the agent says about itself: JSON-RPC at its root, HTTP+JSON below `/rest`, in the generations asked for. */
export function conformanceCard(
  url: string,
  generations: readonly Generation[],
  profile: Profile = "full",
): AgentCard {
  const current = [
    { url, protocolBinding: "JSONRPC", protocolVersion: "1.0", tenant: "" },
    { url: `${url}/rest`, protocolBinding: "HTTP+JSON", protocolVersion: "1.0", tenant: "" },
  ];
  const both = duplicateInterfacesForLegacy(current, ["JSONRPC", "HTTP+JSON"]);
  return AgentCard.fromJSON({
    name: "Conformance agent",
    description: "Reacts to the ids of messages as A2A's conformance tests expect it.",
    version: "1.0.0",
    supportedInterfaces: both.filter(({ protocolVersion }) =>
      generations.includes(protocolVersion as Generation),
    ),
    capabilities: CAPABILITIES[profile],
    defaultInputModes: ["text/plain", "application/json"],
    defaultOutputModes: ["text/plain", "application/json"],
    skills: [
      {
        id: "conformance",
        name: "Conformance",
        description: "Completes, rejects and streams tasks on request.",
        tags: ["testing"],
        examples: ["A message with the id tck-complete-task-1"],
      },
    ],
  });
}
