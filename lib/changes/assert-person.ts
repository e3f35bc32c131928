import { MeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";

/**
 * A person at the console, by their own session. An agent, a program, or an app that acts for a person never counts as the second pair of eyes: nobody can tell whether somebody looked.
 * @throws MeshError `permission_denied`
 */
export function assertPerson({ caller, chain, badge }: Principal): void {
  if (caller.kind === "user" && chain.length === 1 && badge === undefined) return;
  throw new MeshError(
    "permission_denied",
    "Only a person who is signed in to the console may review a change.",
    {
      remedy: { message: "Ask a reviewer, the steward of the domain or an admin to look at it." },
    },
  );
}
