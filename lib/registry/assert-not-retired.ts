import { MeshError } from "@/lib/core/errors";
import type { Lifecycle } from "./asset";

/**
 * What is retired takes no new content by accident: it would be "in force" and yet out of traffic. Whoever means it says the state as well.
 * @param asked the state that is asked for along with the content
 * @throws MeshError `asset_retired`
 */
export function assertNotRetired(
  { kind, name, lifecycle }: { kind: string; name: string; lifecycle: string | undefined },
  asked?: Lifecycle | undefined,
): void {
  if (lifecycle !== "retired" || asked !== undefined) return;
  throw new MeshError("asset_retired", `${kind} ${name} is retired; what is written to it gets no traffic.`, {
    remedy: {
      message: "Reactivate it first, or give lifecycle: active along with the content.",
      operation: {
        method: "POST",
        path: "/api/v1/changes",
        tool: "propose_change",
        body: {
          title: `Make ${kind} ${name} active again`,
          reason: "It is needed again.",
          items: [{ op: "state", kind, name, lifecycle: "active" }],
        },
      },
    },
  });
}
