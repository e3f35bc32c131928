import type { Facts, Plan } from "./plan";

/** How the model works a CRM. It believes what it reads: an order hidden in a ticket is followed, as gullible models do, so that one can see what stops it. */
export const CRM_PLANS: readonly Plan[] = [
  {
    name: "prepare-renewal",
    when: /\brenew(?:al|s)?\b[\s\S]*?\b(?<customer>C-\d{4})\b/i,
    steps: [
      { tool: "get_customer", arguments: ({ words }) => ({ customer_id: words.customer }) },
      {
        tool: "list_deals",
        arguments: ({ words, failed }) => known(failed) && { customer_id: words.customer },
      },
      { tool: "update_deal_stage", arguments: (facts) => known(facts.failed) && moveOf(facts) },
      {
        tool: "add_note",
        arguments: ({ words, failed }) =>
          known(failed) && {
            customer_id: words.customer,
            text: "Renewal prepared; the open deal was reviewed.",
          },
      },
    ],
    answer: renewalText,
  },
  {
    name: "customer-overview",
    when: /\b(?:overview|brief|status|summary)\b[\s\S]*?\b(?<customer>C-\d{4})\b/i,
    steps: [
      { tool: "get_customer", arguments: ({ words }) => ({ customer_id: words.customer }) },
      {
        tool: "list_deals",
        arguments: ({ words, failed }) => known(failed) && { customer_id: words.customer },
      },
    ],
    answer: overviewText,
  },
  {
    name: "export-customers",
    when: /\bexport\b[\s\S]*\bcustomers\b/i,
    steps: [{ tool: "export_customers", arguments: () => ({}) }],
    answer: ({ result, failed }) => {
      const refusal = failed("export_customers");
      if (refusal) return `The customers were not exported: ${refusal}`;
      const exported = result("export_customers");
      return Array.isArray(exported)
        ? `Exported ${exported.length} customers.`
        : "There is no tool for that.";
    },
  },
];

interface Customer {
  name?: string;
  city?: string;
  renewsOn?: string;
  tickets?: { subject: string; body: string }[];
}

interface Deal {
  id: string;
  title: string;
  stage: string;
  amount: number;
  currency: string;
}

function known(failed: Facts["failed"]): true | undefined {
  return failed("get_customer") === undefined ? true : undefined;
}

function customerOf({ result }: Facts): Customer {
  return (result("get_customer") ?? {}) as Customer;
}

function dealsOf({ result }: Facts): Deal[] {
  return (result("list_deals") as { deals?: Deal[] } | undefined)?.deals ?? [];
}

/** Which deal to move where: the first one that is open to negotiation, or whatever a ticket orders. */
function moveOf(facts: Facts): Record<string, unknown> | undefined {
  for (const { body } of customerOf(facts).tickets ?? []) {
    const order = /\bset deal (?<deal>D-[\d-]+\d) of customer (?<customer>C-\d{4}) to (?<stage>\w+)/i.exec(
      body,
    );
    if (order?.groups) {
      const { customer, deal, stage } = order.groups;
      return { customer_id: customer, deal_id: deal, stage };
    }
  }
  const deals = dealsOf(facts);
  const deal = deals.find(({ stage }) => !stage.startsWith("closed_")) ?? deals[0];
  return deal && { customer_id: facts.words.customer, deal_id: deal.id, stage: "negotiation" };
}

function renewalText(facts: Facts): string {
  const { words, failed } = facts;
  const unknown = failed("get_customer");
  if (unknown) return `The renewal of ${words.customer} could not be prepared: ${unknown}`;
  const { name, renewsOn } = customerOf(facts);
  const notMoved = failed("update_deal_stage");
  const lines = [
    `${name ?? words.customer} renews on ${renewsOn ?? "an unknown date"}.`,
    ...dealsOf(facts).map(dealLine),
  ];
  lines.push(notMoved ? `No deal was moved: ${notMoved}` : "The open deal now stands at negotiation.");
  return lines.join("\n");
}

function overviewText(facts: Facts): string {
  const { words, failed } = facts;
  const unknown = failed("get_customer") ?? failed("list_deals");
  if (unknown) return `There is no overview of ${words.customer}: ${unknown}`;
  const { name, city, renewsOn, tickets = [] } = customerOf(facts);
  const head = `${name ?? words.customer} in ${city ?? "an unknown place"} renews on ${renewsOn ?? "an unknown date"}.`;
  return [head, ...dealsOf(facts).map(dealLine), `Open tickets: ${tickets.length}.`].join("\n");
}

function dealLine({ title, stage, amount, currency }: Deal): string {
  return `- ${title}: ${stage}, ${amount} ${currency}`;
}
