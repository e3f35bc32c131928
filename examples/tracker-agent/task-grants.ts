/** One tool that a delegated task may use, with what its arguments must be (RFC 9396, type `mesh_tool`). */
export interface ToolGrant {
  type: "mesh_tool";
  server: string;
  tool: string;
  arguments?: Record<string, { equals?: string; oneOf?: string[]; maxLength?: number }>;
}

/**
 * The least that a specialist needs for work on one customer. The customer is pinned: whatever the specialist is talked into by a ticket or a web page, the mesh lets it touch
 * nobody else's records.
 */
export function taskGrants(server: string, customer: string, writes: boolean): ToolGrant[] {
  const pinned = { customer_id: { equals: customer } };
  const grant = (tool: string, args?: ToolGrant["arguments"]): ToolGrant => ({
    type: "mesh_tool",
    server,
    tool,
    ...(args ? { arguments: args } : {}),
  });
  const reading = [grant("find_customer"), grant("get_customer", pinned), grant("list_deals", pinned)];
  if (!writes) return reading;
  return [
    ...reading,
    grant("update_deal_stage", { ...pinned, stage: { oneOf: ["proposal", "negotiation"] } }),
    grant("add_note", { ...pinned, text: { maxLength: 1000 } }),
  ];
}
