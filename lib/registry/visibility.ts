import { serviceKey } from "@/lib/core/services";
import type { Principal } from "@/lib/identity/principal";
import type { Asset } from "./asset";

/** Whether a caller may know that an asset exists: ruled by policy (action `discover`). */
export interface Visibility {
  isVisible(principal: Principal, asset: Asset): boolean;
}

export const visibilityService = serviceKey<Visibility>("visibility");
