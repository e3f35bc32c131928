import type { Remedy } from "@/lib/core/errors";

/** What an access request asks for. */
export interface AccessWish {
  kind: string;
  name: string;
  /** Tools of a server; all of them when missing. */
  operations?: readonly string[];
}

export const ACCESS_PATH = "/api/v1/access-requests";
const DAYS = 30;

/** How a caller whom no policy permits gets allowed: the very call that asks the owner, as REST and as a tool of the mesh. Only the reason is left to say. */
export function accessRemedy(domain: string, wish: AccessWish): Remedy {
  return {
    message: `Ask the domain ${domain}, which owns it, for a policy that permits it: request_access with these arguments and your reason.`,
    operation: {
      method: "POST",
      path: ACCESS_PATH,
      tool: "request_access",
      body: {
        kind: wish.kind,
        name: wish.name,
        ...(wish.operations?.length ? { operations: wish.operations } : {}),
        days: DAYS,
        reason: "",
      },
    },
  };
}
