import type { Db } from "@/db/client";
import { listDomainsOfContact } from "@/db/queries/domains";
import { reexamine } from "./reexamine";

/** A person whose rights have changed, as far as they answered for domains. */
export interface Leaving {
  email: string;
  /** Those that they governed before. */
  domains: readonly string[];
}

/**
 * Looks at the certificates of every domain for which a person answered, in the transaction that takes their rights: where nobody else answers, none holds any longer.
 * @param by `kind:id` of who takes them
 */
export async function noteLeaving(tx: Db, { email, domains }: Leaving, by: string): Promise<void> {
  const contactOf = await listDomainsOfContact(tx, { email });
  for (const name of [...new Set([...domains, ...contactOf])].sort()) {
    await reexamine(tx, { kind: "domain", name, by });
  }
}
