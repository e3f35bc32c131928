import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { type Asset, registryService } from "@/lib/registry/asset";
import { type AccessRow, accessTable, listReachInput } from "./access-table.schema";
import { listCallers } from "./callers";
import { entriesOf } from "./entries-of";
import { pageOf } from "./page-of";

const KINDS = ["agent", "mcp-server", "model"] as const;

/** What an agent, a program or a person may do: every callee with the operations that policy allows. @throws MeshError `not_found` */
export const listReach = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/callers/{kind}/{name}/reach",
    summary: "What a caller may do, and by which policies",
    tags: ["catalog"],
  })
  .input(listReachInput)
  .output(accessTable)
  .handler(async ({ input, context }) => {
    const snapshot = context.services.get(registryService).current();
    const callers = await listCallers(context.database.db, snapshot, context.principal);
    const caller = callers.find(({ kind, name }) => kind === input.kind && name === input.name);
    if (!caller) throw new MeshError("not_found", "There is no such caller in use.");
    const callees = KINDS.flatMap((kind) => snapshot.list(kind) as readonly Asset[]).filter(
      ({ lifecycle }) => lifecycle === "active" || lifecycle === "deprecated",
    );
    return pageOf(callees, input, (callee): AccessRow => {
      const entries = entriesOf(snapshot, caller.ref, callee, caller.entities);
      const { name, title, domain } = callee;
      return { kind: callee.kind as (typeof KINDS)[number], name, title, domain, entries };
    });
  });
