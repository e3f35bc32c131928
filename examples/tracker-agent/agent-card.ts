import type { AgentCard } from "@a2a-js/sdk";

/** The card of the tracker: A2A 1.0 over both HTTP bindings. */
export function agentCard(url: string): AgentCard {
  const skill = (id: string, name: string, description: string, examples: string[]) => ({
    id,
    name,
    description,
    examples,
    tags: ["projects", "issues"],
    inputModes: [],
    outputModes: [],
    securityRequirements: [],
  });
  return {
    name: "Tasklane tracker",
    description: "Keeps issues, and gets work on customers done by specialists that it finds on the mesh.",
    supportedInterfaces: [
      { url: `${url}/rpc`, protocolBinding: "JSONRPC", protocolVersion: "1.0", tenant: "" },
      { url: `${url}/rest`, protocolBinding: "HTTP+JSON", protocolVersion: "1.0", tenant: "" },
    ],
    provider: { organization: "Tasklane", url: "https://tasklane.example" },
    version: "2.0.1",
    capabilities: { streaming: true, pushNotifications: false, extensions: [] },
    securitySchemes: {},
    securityRequirements: [],
    defaultInputModes: ["text/plain"],
    defaultOutputModes: ["text/plain", "application/json"],
    skills: [
      skill(
        "prepare-renewal",
        "Prepare a renewal",
        "Opens an issue and has the renewal prepared by a CRM specialist.",
        ["Prepare the renewal of customer C-1042"],
      ),
      skill(
        "customer-status",
        "Customer status",
        "Opens an issue and has a customer summed up by a CRM specialist.",
        ["Give me an overview of customer C-1042"],
      ),
      skill("list-issues", "List issues", "Lists the latest issues.", ["Which issues are open?"]),
    ],
    signatures: [],
  };
}
