import { type CallToolResult, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { type Crm, CrmError } from "./open-store";
import { STAGES } from "./records";

const customerId = z
  .string()
  .regex(/^C-\d{4}$/)
  .describe("Customer id such as C-1042");
const dealId = z
  .string()
  .regex(/^D-\d{4}-\d$/)
  .describe("Deal id such as D-1042-1");

/** The CRM's tools over its records. Made anew for each request, as the protocol without sessions wants. */
export function crmServer(crm: Crm): McpServer {
  const server = new McpServer(
    { name: "northlight-crm", title: "Northlight CRM", version: "4.2.0" },
    { instructions: "Look a customer up before you change anything about them." },
  );
  addReading(server, crm);
  addWriting(server, crm);
  server.registerTool(
    "export_customers",
    {
      title: "Export all customers",
      description: "Every customer with contact data as one list.",
      inputSchema: z.object({}),
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    () => answer(() => crm.allCustomers()),
  );
  return server;
}

function addReading(server: McpServer, crm: Crm): void {
  server.registerTool(
    "find_customer",
    {
      title: "Find customers",
      description: "Customers whose name contains the words, or who have that id; at most ten.",
      inputSchema: z.object({ query: z.string().min(1).max(200) }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ query }) => answer(() => crm.findCustomers(query, 10)),
  );
  server.registerTool(
    "get_customer",
    {
      title: "Read a customer",
      description: "A customer with open tickets and notes.",
      inputSchema: z.object({ customer_id: customerId }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ customer_id }) =>
      answer(() => ({
        ...crm.customer(customer_id),
        tickets: crm.ticketsOf(customer_id),
        notes: crm.notesOf(customer_id).slice(-5),
      })),
  );
  server.registerTool(
    "list_deals",
    {
      title: "List a customer's deals",
      description: "All deals of a customer, open and closed.",
      inputSchema: z.object({ customer_id: customerId }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ customer_id }) => answer(() => ({ deals: crm.dealsOf(customer_id) })),
  );
}

function addWriting(server: McpServer, crm: Crm): void {
  server.registerTool(
    "update_deal_stage",
    {
      title: "Move a deal",
      description: "Moves an open deal of a customer to another stage.",
      inputSchema: z.object({ customer_id: customerId, deal_id: dealId, stage: z.enum(STAGES) }),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ customer_id, deal_id, stage }) => answer(() => crm.moveDeal(customer_id, deal_id, stage)),
  );
  server.registerTool(
    "add_note",
    {
      title: "Add a note",
      description: "Adds a note to a customer.",
      inputSchema: z.object({ customer_id: customerId, text: z.string().min(1).max(2000) }),
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
    ({ customer_id, text }) => answer(() => crm.addNote(customer_id, text)),
  );
}

/** What went well as JSON text, what the caller got wrong as a tool error that a model can read. */
function answer(work: () => unknown): CallToolResult {
  try {
    return { content: [{ type: "text", text: JSON.stringify(work()) }] };
  } catch (err) {
    if (!(err instanceof CrmError)) throw err;
    return { content: [{ type: "text", text: `Error: ${err.message}` }], isError: true };
  }
}
