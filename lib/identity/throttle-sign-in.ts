import type { Db } from "@/db/client";
import { deleteSignInFailures, incrementSignInAttempts } from "@/db/queries/sign-in-failures";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";

const WINDOW_S = 15 * 60;

/** Who tries what: an e-mail address or the token of a link, from one network address. */
export interface SignInAttempt {
  /** As typed; only its digest is stored. */
  identifier: string;
  /** The client's network address. */
  remote: string;
}

/**
 * Slows guessing on every replica: 10 attempts in 15 minutes for one account from one address, 50 from one address for whatever accounts, 100 for one account from anywhere. The last one is
 * high on purpose: at 10, anybody could lock anybody out.
 * @throws MeshError `rate_limited`
 */
export async function admitSignInAttempt(db: Db, attempt: SignInAttempt): Promise<void> {
  for (const { key, limit } of limitsOf(attempt)) {
    const { count, resetAt } = await incrementSignInAttempts(db, { key, windowS: WINDOW_S });
    if (count > limit) {
      throw new MeshError("rate_limited", "Too many attempts to sign in. Wait a while.", {
        retryAfterMs: Math.max(1000, resetAt.getTime() - Date.now()),
      });
    }
  }
}

/** A success proves that the account's owner is there; the address keeps its count. */
export async function forgetSignInAttempts(db: Db, attempt: SignInAttempt): Promise<void> {
  const keys = limitsOf(attempt)
    .map(({ key }) => key)
    .filter((key) => !key.startsWith("remote:"));
  await deleteSignInFailures(db, { keys });
}

function limitsOf({ identifier, remote }: SignInAttempt): { key: string; limit: number }[] {
  const who = sha256Hex(identifier.toLowerCase());
  const from = sha256Hex(remote);
  return [
    { key: `remote:${from}`, limit: 50 },
    { key: `pair:${sha256Hex(`${who}${from}`)}`, limit: 10 },
    { key: `account:${who}`, limit: 100 },
  ];
}
