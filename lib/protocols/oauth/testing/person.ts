import { createHash, randomBytes } from "node:crypto";
import type { Mesh } from "@/lib/gateway/mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createUser } from "@/lib/identity/create-user";
import type { User, UserRole } from "@/lib/identity/user";
import { answerConsent } from "../authorize/answer-consent";
import { askConsent } from "../authorize/ask-consent";

/** Somebody who is signed in to the console. */
export interface Person {
  user: User;
  sessionId: string;
  /** Follows an authorization request as their browser would. @returns where `/oauth/authorize` leads */
  open(address: string | URL): Promise<Response>;
  /** Answers the consent page that an authorization request leads to. @returns the address that the browser is sent to */
  answer(address: string | URL, allowed?: boolean): Promise<URL>;
}

/** Adds a person to a mesh. */
export async function newPerson(mesh: Mesh, role: UserRole = "viewer"): Promise<Person> {
  const name = randomBytes(6).toString("hex");
  const user = await createUser(mesh.database.db, { email: `${name}@example.com`, name, role }, MESH_AUTHOR);
  const sessionId = randomBytes(8).toString("hex");
  const open: Person["open"] = (address) =>
    fetch(address, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
  return {
    user,
    sessionId,
    open,
    async answer(address, allowed = true) {
      const location = (await open(address)).headers.get("location") ?? "";
      const request = location.slice(location.indexOf("?") + 1);
      const question = { request, userId: user.id, sessionId };
      const asking = await askConsent(mesh, question);
      if (asking.kind === "go") return new URL(asking.location);
      return new URL(await answerConsent(mesh, question, { ticket: asking.ticket, allowed }));
    },
  };
}

/** A verifier and its challenge (RFC 7636). */
export function newPkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}
