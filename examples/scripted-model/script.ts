import { CRM_PLANS } from "./crm-plans";
import type { Facts, Plan } from "./plan";

/**
 * What the model says, as data: the first plan whose `when` matches the user's last request speaks. Steps run in order; a step whose tool is not
 * on offer, or whose arguments cannot be known, is left out. To teach the model a new task, add a plan.
 */
export const SCRIPT: readonly Plan[] = [
  ...CRM_PLANS,
  {
    name: "move-deal",
    when: /\b(?:move|set|advance)\b.*?\bdeal\s+(?<deal>[\w-]+)\s+to\s+(?<stage>[\w-]+)/i,
    steps: [
      { tool: "get_deal", arguments: ({ words }) => ({ deal_id: words.deal }) },
      { tool: "update_deal", arguments: ({ words }) => ({ deal_id: words.deal, stage: words.stage }) },
    ],
    answer: ({ words, failed }) =>
      failed("update_deal")
        ? `Deal ${words.deal} was not moved: ${failed("update_deal")}`
        : `Deal ${words.deal} now stands at ${words.stage}.`,
  },
  {
    name: "customer-brief",
    when: /\b(?:brief|status|overview|deals?|account|customer|pipeline|risks?)\b.*?\b(?:for|of|about|on|with|at)\s+(?:the\s+)?(?:customer\s+)?["“]?(?<customer>[\p{Lu}\d][\p{L}\d&'-]*(?:[.\s]+[\p{Lu}\d&][\p{L}\d&'-]*)*)/u,
    steps: [
      { tool: "find_customer", arguments: ({ words }) => ({ query: words.customer }) },
      { tool: "get_deals", arguments: withCustomerId },
      { tool: "get_activities", arguments: withCustomerId },
    ],
    answer: briefOf,
  },
  {
    name: "summarise",
    when: /^\s*(?:summari[sz]e|sum up)\b[\s:,-]*(?<text>[\s\S]+)/i,
    steps: [],
    answer: ({ words }) => `In short: ${firstSentence(words.text ?? "")}`,
  },
  {
    name: "greet",
    when: /^\s*(?:hi|hello|good (?:morning|day|evening))\b/i,
    steps: [],
    answer: () => "Hello. I am a scripted model: I follow written rules and answer from tool results.",
  },
];

/** Speaks when no plan matches. */
export const NO_RULE: Plan["answer"] = ({ request }) =>
  `No rule of this scripted model matches the request “${firstSentence(request)}”.`;

function withCustomerId({ result }: Facts): Record<string, unknown> | undefined {
  const customer = first(result("find_customer"));
  return typeof customer?.id === "string" || typeof customer?.id === "number"
    ? { customer_id: customer.id }
    : undefined;
}

function briefOf({ words, result, failed }: Facts): string {
  const refusal = failed("find_customer") ?? failed("get_deals");
  if (refusal) return `I could not look at ${words.customer}: ${refusal}`;
  const customer = first(result("find_customer"));
  if (!customer) return `I found no customer named ${words.customer}.`;
  const deals = rows(result("get_deals"));
  const activities = rows(result("get_activities"));
  const lines = [
    `${customer.name ?? words.customer} has ${deals.length} deal${deals.length === 1 ? "" : "s"}.`,
  ];
  for (const deal of deals) {
    const parts = [deal.stage, deal.amount, deal.currency, deal.closes_on && `closes ${deal.closes_on}`];
    lines.push(`- ${deal.title ?? deal.name ?? deal.id}: ${parts.filter(Boolean).join(", ")}`);
  }
  const last = activities[0];
  if (last) lines.push(`Last contact: ${last.summary ?? last.note ?? last.kind} (${last.date ?? last.at}).`);
  return lines.join("\n");
}

type Row = Record<string, string | number | undefined>;

/** Tools answer with a list, with an object that holds one list, or with one record. */
function rows(value: unknown): Row[] {
  if (Array.isArray(value)) return value as Row[];
  if (typeof value !== "object" || value === null) return [];
  const list = Object.values(value).find(Array.isArray);
  return (list as Row[] | undefined) ?? [value as Row];
}

function first(value: unknown): Row | undefined {
  return rows(value)[0];
}

function firstSentence(text: string): string {
  const end = text.search(/[.!?](?:\s|$)/);
  return (end < 0 ? text : text.slice(0, end + 1)).trim().slice(0, 300);
}
