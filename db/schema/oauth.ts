import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { clients, users } from "./identity";

/** What a person has agreed that an app may do in their name, until they take it back. */
export const consents = pgTable(
  "consents",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    clientId: text("client_id")
      .notNull()
      .references(() => clients.clientId, { onDelete: "cascade" }),
    scopes: text("scopes").array().notNull(),
    givenAt: instant("given_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.clientId] })],
);

/** One authorization: everything issued from one code. Its id is an ancestor of every badge from it, so revoking it ends them all. */
export const authorizations = pgTable(
  "authorizations",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    clientId: text("client_id")
      .notNull()
      .references(() => clients.clientId, { onDelete: "cascade" }),
    scopes: text("scopes").array().notNull(),
    /** Tools that the app may use at most (RFC 9396); null for no limit besides policy. */
    grants: jsonb("grants"),
    /** The key that everything issued from here is bound to (RFC 9449 section 6.1). */
    keyThumbprint: text("key_thumbprint"),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    index("authorizations_user").on(t.userId, t.clientId),
    index("authorizations_expiry").on(t.expiresAt),
  ],
);

/** Authorization codes by their SHA-256. A used one stays until it expires, so that a second use is noticed. */
export const authorizationCodes = pgTable(
  "authorization_codes",
  {
    codeHash: text("code_hash").primaryKey(),
    authorizationId: uuid("authorization_id")
      .notNull()
      .references(() => authorizations.id, { onDelete: "cascade" }),
    redirectUri: text("redirect_uri").notNull(),
    /** SHA-256 of the app's verifier in base64url (RFC 7636, S256). */
    codeChallenge: text("code_challenge").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("authorization_codes_expiry").on(t.expiresAt)],
);

/** Refresh tokens by their SHA-256. Each is used once; a used one stays until it expires, so that a second use is noticed. */
export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    authorizationId: uuid("authorization_id")
      .notNull()
      .references(() => authorizations.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    index("refresh_tokens_authorization").on(t.authorizationId),
    index("refresh_tokens_expiry").on(t.expiresAt),
  ],
);

/** Identity providers whose assertions about people are accepted (RFC 7523). */
export const trustedIssuers = pgTable("trusted_issuers", {
  issuer: text("issuer").primaryKey(),
  title: text("title").notNull(),
  jwksUri: text("jwks_uri").notNull(),
  /** Clients that may bring assertions of this issuer; empty means any. */
  clientIds: text("client_ids").array().notNull().default(sql`'{}'::text[]`),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});
