import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

/** Length is what counts (NIST SP 800-63B section 3.1.1); the upper bound keeps hashing cheap to refuse. */
export const newPassword = z.string().min(12).max(200);

/** Argon2id, 19 MiB, two passes (OWASP password storage). The algorithm is the library's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** @returns an Argon2id hash in PHC form */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST);
}

/**
 * Compares a password with a hash. Without a hash it works just as long on a stand-in and says no: how long an answer takes tells nobody which accounts exist.
 */
export async function checkPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  standIn ??= hashPassword("no account has this password");
  const matches = await verify(passwordHash ?? (await standIn), normal(password));
  return matches && passwordHash !== undefined;
}

let standIn: Promise<string> | undefined;

/** The same password typed on two keyboards may come in two Unicode forms. */
function normal(password: string): string {
  return password.normalize("NFKC");
}
