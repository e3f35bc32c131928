import { serviceKey } from "@/lib/core/services";
import type { Mesh } from "@/lib/gateway/mesh";
import { type CourierTimes, PushCourier } from "./push/push-courier";
import { TaskOwners } from "./task-owners";

/** What the A2A door of one process keeps between requests. */
export interface Door {
  readonly mesh: Mesh;
  readonly owners: TaskOwners;
  readonly courier: PushCourier;
}

const doorService = serviceKey<Door>("a2a.door");

/** The door of this mesh. There is one, however many times its routes are mounted, so that what one mount learns the other knows. */
export function doorOf(mesh: Mesh, times?: CourierTimes): Door {
  if (mesh.services.has(doorService)) return mesh.services.get(doorService);
  const door: Door = {
    mesh,
    owners: new TaskOwners(mesh.database.sql),
    courier: new PushCourier(mesh, times),
  };
  mesh.services.set(doorService, door);
  return door;
}
