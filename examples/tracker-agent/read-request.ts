/** What the tracker can be asked to do. */
export type Request =
  | { kind: "delegate"; skill: string; customer: string; title: string; writes: boolean }
  | { kind: "list" };

const CUSTOMER = /\bC-\d{4}\b/;

/** Understands a request in plain words; undefined when it is about something else. */
export function readRequest(text: string): Request | undefined {
  const customer = CUSTOMER.exec(text)?.[0];
  if (customer && /\brenew(al|s)?\b/i.test(text)) {
    return {
      kind: "delegate",
      skill: "renewal-brief",
      customer,
      title: `Renewal of ${customer}`,
      writes: true,
    };
  }
  if (customer && /\b(overview|brief|status|summary)\b/i.test(text)) {
    return {
      kind: "delegate",
      skill: "customer-overview",
      customer,
      title: `Overview of ${customer}`,
      writes: false,
    };
  }
  return /\bissues\b/i.test(text) ? { kind: "list" } : undefined;
}
