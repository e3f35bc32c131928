import { z } from "zod";
import { SELF_REGISTERED } from "@/db/queries/clients";
import type { Client } from "../client";

/** A program that acts for people who agreed to it, before they are asked. */
export interface App {
  clientId: string;
  /** As it calls itself: a claim, shown as text. */
  title: string;
  redirectUris: readonly string[];
  /** Who vouches for what is known about it: an operator, nobody (it registered itself), or the address that is its id. */
  source: "operator" | "registration" | "document";
}

/** A name that an app gives itself. Control and direction characters could make it look like another (Unicode TR 36). */
export const appTitle = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(text), "Use plain characters.");

/** An app that is on file; undefined for a client of another kind. */
export function appOfClient(client: Client): App | undefined {
  if (client.kind !== "app") return undefined;
  const { clientId, title, redirectUris, createdBy } = client;
  return {
    clientId,
    title,
    redirectUris,
    source: createdBy === SELF_REGISTERED ? "registration" : "operator",
  };
}
