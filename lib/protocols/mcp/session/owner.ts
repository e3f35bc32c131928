import { actorRef, type Principal } from "@/lib/identity/principal";

/** Whom a session belongs to: everyone along the delegation chain. A new badge of the same chain keeps its sessions. */
export function ownerOf(principal: Principal): string {
  return principal.chain.map(actorRef).join(">");
}
