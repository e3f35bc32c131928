/** One process of the sample mesh, and what the mesh is told about it. */
export interface Sample {
  /** Program in `dist/examples`, without its ending. */
  program: string;
  /** Name of the process and, for agents, of the asset. */
  name: string;
  /** For agents: the client that it authenticates with. */
  client?: { title: string };
  env?: Readonly<Record<string, string>>;
  healthPath?: string;
  /** Where its badges must be made out to, below the mesh's address. */
  audience?: string;
  assets: readonly SampleAsset[];
}

export interface SampleAsset {
  collection: "agents" | "mcp-servers" | "models";
  kind: "agent" | "mcp-server" | "model";
  name: string;
  domain: string;
  title: string;
  description: string;
  tags: readonly string[];
  dataClass: "public" | "internal" | "confidential";
  /** Whether the sample asks for its certificate. */
  certified: boolean;
  /** What is registered besides, given the address of the process. */
  spec: (url: string) => Record<string, unknown>;
}

export const DOMAINS = [
  { name: "sales", title: "Sales", contact: "sales@example.com" },
  { name: "delivery", title: "Delivery", contact: "delivery@example.com" },
  { name: "platform", title: "Platform", contact: "platform@example.com" },
] as const;

/** The sample's vendors sign no cards, and this program registers what they serve: without this rule nothing of it could be certified. */
export const CERTIFICATION_RULE = {
  name: "sample-certification",
  domain: "platform",
  title: "Certificates of the sample mesh",
  description: "Accepts cards that nobody has signed, and counts what a program set up as reviewed.",
  spec: {
    kinds: ["agent", "mcp-server", "model"],
    domains: DOMAINS.map(({ name }) => name),
    approvals: 1,
    from: "reviewers",
    certification: { unsigned: true, programs: true },
  },
} as const;

const badge = { type: "badge" } as const;
const cardOf = (url: string) => ({ cardUrl: `${url}/.well-known/agent-card.json`, auth: badge });

function crmAgent(name: string, title: string, certified: boolean, description: string): Sample {
  return {
    program: "crm-agent",
    name,
    client: { title },
    audience: `a2a/${name}`,
    env: { AGENT_NAME: name, AGENT_TITLE: title },
    assets: [
      {
        collection: "agents",
        kind: "agent",
        name,
        domain: "sales",
        title,
        description,
        tags: ["crm", "sales"],
        dataClass: "confidential",
        certified,
        spec: cardOf,
      },
    ],
  };
}

function model(
  name: string,
  title: string,
  upstreamModel: string,
  capability: "chat" | "embeddings",
): SampleAsset {
  return {
    collection: "models",
    kind: "model",
    name,
    domain: "platform",
    title,
    description: "Follows written rules; not a language model.",
    tags: ["scripted"],
    dataClass: "internal",
    certified: true,
    spec: (url) => ({
      api: "openai",
      url: `${url}/v1`,
      model: upstreamModel,
      capabilities: [capability],
      auth: { type: "none" },
      price: { currency: "USD", input: "0.5", output: capability === "chat" ? "1.5" : "0" },
    }),
  };
}

/** The sample mesh: a tracker of one vendor, a CRM agent of another in two releases, the CRM's tools and a scripted model. */
export const SAMPLES: readonly Sample[] = [
  {
    program: "crm-tools",
    name: "crm-tools",
    audience: "mcp/crm-tools",
    assets: [
      {
        collection: "mcp-servers",
        kind: "mcp-server",
        name: "crm-tools",
        domain: "sales",
        title: "Northlight CRM tools",
        description: "Customers, deals and notes of the CRM.",
        tags: ["crm"],
        dataClass: "confidential",
        certified: true,
        spec: (url) => ({ url: `${url}/mcp`, auth: badge }),
      },
    ],
  },
  {
    program: "scripted-model",
    name: "scripted-model",
    assets: [
      model("scripted-chat", "Scripted chat", "scripted-chat-1", "chat"),
      model("scripted-embedding", "Scripted embeddings", "scripted-embedding-1", "embeddings"),
    ],
  },
  crmAgent("crm-specialist", "CRM specialist", true, "Reads the CRM, prepares renewals and writes briefs."),
  crmAgent(
    "crm-specialist-next",
    "CRM specialist, next release",
    false,
    "The coming release of the CRM specialist. Not certified yet, so confidential tools refuse it.",
  ),
  {
    program: "tracker-agent",
    name: "tracker",
    client: { title: "Tasklane tracker" },
    audience: "a2a/tracker",
    assets: [
      {
        collection: "agents",
        kind: "agent",
        name: "tracker",
        domain: "delivery",
        title: "Tasklane tracker",
        description: "Keeps issues and hands work on customers to specialists.",
        tags: ["projects"],
        dataClass: "internal",
        certified: true,
        spec: cardOf,
      },
    ],
  },
];

/** An agent that acts on cue, for protocol suites that run against the mesh's own door. */
export const CONFORMANCE: Sample = {
  program: "conformance-agent",
  name: "conformance-agent",
  healthPath: "/.well-known/agent-card.json",
  assets: [
    {
      collection: "agents",
      kind: "agent",
      name: "conformance-agent",
      domain: "platform",
      title: "Conformance agent",
      description: "Does what a suite's message ids ask for.",
      tags: ["conformance"],
      dataClass: "public",
      certified: true,
      spec: cardOf,
    },
  ],
};

/** The client that `npm run traffic` uses: a service, so that the record tells its calls from an operator's. */
export const TRAFFIC_CLIENT = { key: "traffic", title: "Sample traffic" } as const;
