import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { type Asset, registryService } from "@/lib/registry/asset";
import { type AccessRow, accessTable, listCallersInput } from "./access-table.schema";
import { listCallers } from "./callers";
import { entriesOf } from "./entries-of";
import { pageOf } from "./page-of";

/** Who may call an asset, found by asking the policies in force about everyone who could. @throws MeshError `not_found` */
export const listAllowedCallers = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/callers",
    summary: "Who may call an asset, and by which policies",
    tags: ["catalog"],
  })
  .input(listCallersInput)
  .output(accessTable)
  .handler(async ({ input, context }) => {
    const snapshot = context.services.get(registryService).current();
    const callee = snapshot.find(input.kind, input.name) as Asset | undefined;
    if (!callee) throw new MeshError("not_found", "There is no such asset.");
    const callers = await listCallers(context.database.db, snapshot, context.principal);
    return pageOf(callers, input, (caller): AccessRow => {
      const { kind, name, title, domain, ref, entities } = caller;
      return { kind, name, title, domain, entries: entriesOf(snapshot, ref, callee, entities) };
    });
  });
