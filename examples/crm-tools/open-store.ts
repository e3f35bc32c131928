import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { generateRecords } from "./generate-records";
import { type Customer, type Deal, type Note, STAGES, type Stage, type Ticket } from "./records";

const change = z.discriminatedUnion("type", [
  z.object({ type: z.literal("stage"), at: z.string(), dealId: z.string(), stage: z.enum(STAGES) }),
  z.object({
    type: z.literal("note"),
    at: z.string(),
    id: z.string(),
    customerId: z.string(),
    text: z.string(),
  }),
]);
type Change = z.infer<typeof change>;

/** A refusal that the caller of a tool can understand and mend. */
export class CrmError extends Error {}

export interface Crm {
  findCustomers(query: string, limit: number): Customer[];
  customer(id: string): Customer;
  dealsOf(customerId: string): Deal[];
  ticketsOf(customerId: string): Ticket[];
  notesOf(customerId: string): Note[];
  allCustomers(): readonly Customer[];
  /** @throws CrmError when the deal is not that customer's, or is closed */
  moveDeal(customerId: string, dealId: string, stage: Stage): Deal;
  addNote(customerId: string, text: string): Note;
  close(): void;
}

/**
 * The records, with every change appended to a journal and synced before it is answered. A start reads the journal again; a last line that a crash cut off is dropped, because
 * nobody was told that it had happened.
 */
export function openStore(dataDir: string): Crm {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "changes.jsonl");
  const records = generateRecords();
  for (const past of readJournal(file)) apply(past);
  const journal = openSync(file, "a", 0o600);

  return {
    findCustomers(query, limit) {
      const wanted = query.trim().toLowerCase();
      const matches = ({ id, name }: Customer) =>
        id.toLowerCase() === wanted || name.toLowerCase().includes(wanted);
      return records.customers.filter(matches).slice(0, limit);
    },
    customer,
    dealsOf: (customerId) => records.deals.filter((deal) => deal.customerId === customer(customerId).id),
    ticketsOf: (customerId) => records.tickets.filter((ticket) => ticket.customerId === customerId),
    notesOf: (customerId) => records.notes.filter((note) => note.customerId === customerId),
    allCustomers: () => records.customers,
    moveDeal(customerId, dealId, stage) {
      const deal = records.deals.find(({ id }) => id === dealId);
      if (!deal || deal.customerId !== customer(customerId).id)
        throw new CrmError(`Customer ${customerId} has no deal ${dealId}.`);
      if (deal.stage.startsWith("closed_"))
        throw new CrmError(`Deal ${dealId} is ${deal.stage} and cannot be moved.`);
      commit({ type: "stage", at: now(), dealId, stage });
      return { ...deal };
    },
    addNote(customerId, text) {
      const id = `N-${records.notes.length + 1}`;
      const note = { id, customerId: customer(customerId).id, text, at: now() };
      commit({ type: "note", ...note });
      return note;
    },
    close: () => closeSync(journal),
  };

  function customer(id: string): Customer {
    const found = records.customers.find((one) => one.id === id);
    if (!found) throw new CrmError(`There is no customer ${id}.`);
    return found;
  }

  function commit(next: Change): void {
    writeSync(journal, `${JSON.stringify(next)}\n`);
    fsyncSync(journal);
    apply(next);
  }

  function apply(next: Change): void {
    if (next.type === "note") {
      const { type: _, ...note } = next;
      records.notes.push(note);
      return;
    }
    const deal = records.deals.find(({ id }) => id === next.dealId);
    if (deal) deal.stage = next.stage;
  }
}

function readJournal(file: string): Change[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw err;
  }
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => change.parse(JSON.parse(line)));
}

function now(): string {
  return new Date().toISOString();
}
