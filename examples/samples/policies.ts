/** Policies of the sample mesh: Cedar, with texts that a refused caller gets to read. */
export interface SamplePolicy {
  name: string;
  domain: string;
  title: string;
  description: string;
  guardrail: boolean;
  text: string;
}

export const POLICIES: readonly SamplePolicy[] = [
  {
    name: "mesh-guardrails",
    domain: "platform",
    title: "Guardrails of the whole mesh",
    description: "What no domain may allow.",
    guardrail: true,
    text: `@id("no-bulk-export")
@title("No bulk export of customers")
@reason("A list of all customers leaves the company only through the data office.")
@remedy("Ask for the customers that you need one by one, or request an export from the data office.")
forbid (
  principal,
  action == Action::"callTool:crm-tools/export_customers",
  resource
);

@id("certified-for-confidential")
@code("certification_required")
@title("Confidential data only for certified agents")
@reason("This agent is not certified, and the tool works on confidential data.")
@remedy("Have the agent certified by the owner of its domain.")
forbid (
  principal is Agent,
  action in Action::"callTool",
  resource
)
when { !principal.certified && ["confidential", "restricted"].contains(resource.dataClass) };
`,
  },
  {
    name: "sales-access",
    domain: "sales",
    title: "Who works with the CRM",
    description:
      "The CRM specialists use its tools; people may look things up; everybody else asks a specialist.",
    guardrail: false,
    text: `@id("ask-the-specialist")
@title("Programs and the tracker may ask a CRM specialist")
permit (
  principal,
  action == Action::"invokeAgent",
  resource in Domain::"sales"
)
when { principal is Service || principal is User || principal == Agent::"tracker" };

@id("tools-through-the-specialist")
@title("CRM tools through a specialist only")
permit (
  principal,
  action in Action::"callTool",
  resource in McpServer::"crm-tools"
)
when {
  context.actor.kind == "agent" &&
  ["crm-specialist", "crm-specialist-next"].contains(context.actor.id)
};

@id("people-look-up")
@title("People look customers and deals up by themselves")
permit (
  principal is User,
  action in Action::"callTool",
  resource in McpServer::"crm-tools"
)
when { resource.readOnly && !context.delegated };

@id("agents-close-no-deals")
@title("Closing a deal is for people")
@reason("An agent may prepare a deal, but winning or losing it is a person's decision.")
@remedy("Move the deal to negotiation and ask its owner to close it.")
forbid (
  principal is Agent,
  action == Action::"callTool:crm-tools/update_deal_stage",
  resource
)
when {
  context.args has stage &&
  ["closed_won", "closed_lost"].contains(context.args.stage)
};

@id("find-certified-sales")
@title("Everybody finds what is certified")
permit (
  principal,
  action == Action::"discover",
  resource in Domain::"sales"
)
when { resource.certified };
`,
  },
  {
    name: "delivery-access",
    domain: "delivery",
    title: "Who works with the tracker",
    description: "Programs and people may hand tasks to the tracker.",
    guardrail: false,
    text: `@id("ask-the-tracker")
@title("Programs and people may ask the tracker")
permit (
  principal,
  action in [Action::"invokeAgent", Action::"discover"],
  resource in Domain::"delivery"
)
when { principal is Service || principal is User };
`,
  },
  {
    name: "platform-access",
    domain: "platform",
    title: "Who uses the models",
    description: "Everybody may use the models of the platform.",
    guardrail: false,
    text: `@id("use-models")
@title("Models are for everybody")
permit (
  principal,
  action in [Action::"useModel", Action::"discover"],
  resource in Domain::"platform"
);
`,
  },
];

/** In force only while the fixtures of protocol suites are asked for. */
export const CONFORMANCE_POLICY: SamplePolicy = {
  name: "conformance-access",
  domain: "platform",
  title: "Who runs protocol suites",
  description: "Programs and people may call the conformance agent.",
  guardrail: false,
  text: `@id("run-protocol-suites")
@title("Programs and people may run protocol suites")
permit (
  principal,
  action == Action::"invokeAgent",
  resource == Agent::"conformance-agent"
)
when { principal is Service || principal is User };
`,
};
