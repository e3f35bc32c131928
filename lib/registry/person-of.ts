import type { Principal } from "@/lib/identity/principal";

/** The id of the person who acts, if it is one; programs have no stars. */
export function personOf({ caller }: Principal): string | undefined {
  return caller.kind === "user" ? caller.id : undefined;
}
