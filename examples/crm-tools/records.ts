/** A customer of the sample company. Everything here is generated; nobody in it exists. */
export interface Customer {
  id: string;
  name: string;
  industry: string;
  city: string;
  contact: { name: string; email: string };
  renewsOn: string;
}

export const STAGES = ["qualified", "proposal", "negotiation", "closed_won", "closed_lost"] as const;
export type Stage = (typeof STAGES)[number];

export interface Deal {
  id: string;
  customerId: string;
  title: string;
  stage: Stage;
  amount: number;
  currency: "EUR" | "USD" | "GBP";
  closesOn: string;
}

export interface Ticket {
  id: string;
  customerId: string;
  subject: string;
  body: string;
  openedOn: string;
}

export interface Note {
  id: string;
  customerId: string;
  text: string;
  at: string;
}

export interface Records {
  customers: Customer[];
  deals: Deal[];
  tickets: Ticket[];
  notes: Note[];
}
