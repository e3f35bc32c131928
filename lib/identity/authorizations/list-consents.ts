import type { Db } from "@/db/client";
import { type ConsentRow, listConsents as listRows } from "@/db/queries/consents";

const MOST = 100;

/** The apps that a person lets act for them, the latest first, at most 100. */
export function listConsents(db: Db, params: { userId: string }): Promise<ConsentRow[]> {
  return listRows(db, { userId: params.userId, limit: MOST });
}
