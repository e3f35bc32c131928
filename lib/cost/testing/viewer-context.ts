import type { Database } from "@/db/client";
import { Services } from "@/lib/core/services";
import type { OperationContext } from "@/lib/identity/operation";

const ada = { kind: "user" as const, id: "ada" };

/** A person who may look at what was spent and nothing more. */
export function viewerContext(database: Database): OperationContext {
  return {
    principal: {
      caller: ada,
      subject: ada,
      chain: [ada],
      clientId: undefined,
      roles: ["viewer"],
      domains: [],
      badge: undefined,
      scopes: [],
      taskId: undefined,
      grants: undefined,
    },
    database,
    services: new Services(),
  };
}
