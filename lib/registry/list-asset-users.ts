import { operation } from "@/lib/identity/operation";
import { registryService } from "./asset";
import { assetUsers, listAssetUsersInput } from "./list-asset-users.schema";
import { usersOf } from "./users-of";

/** What would miss an asset that is retired. */
export const listAssetUsers = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/users",
    summary: "What still uses an asset",
    tags: ["catalog"],
  })
  .input(listAssetUsersInput)
  .output(assetUsers)
  .handler(({ input, context }) =>
    usersOf(context.database.db, context.services.get(registryService).current(), input),
  );
