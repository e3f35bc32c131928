import type { Principal } from "./principal";

/** The id of the person who acts, if it is one; programs have no stars and no inbox. */
export function personOf({ caller }: Principal): string | undefined {
  return caller.kind === "user" ? caller.id : undefined;
}
