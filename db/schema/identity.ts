import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";

/** OAuth clients: agents, services and operator programs. A secret is stored as its SHA-256 (it has 256 random bits). */
export const clients = pgTable("clients", {
  clientId: text("client_id").primaryKey(),
  kind: text("kind").notNull(),
  title: text("title").notNull(),
  domain: text("domain"),
  /** For kind `agent`: the name of the agent asset it speaks for. */
  agentName: text("agent_name"),
  roles: text("roles").array().notNull().default(sql`'{}'::text[]`),
  secretHash: text("secret_hash"),
  /** For private_key_jwt (RFC 7523): the client's public keys as a JWK set. */
  jwks: jsonb("jwks"),
  /** Clients for which this client may act (RFC 8693 `may_act`); empty means any that hands it a token. */
  mayActFor: text("may_act_for").array().notNull().default(sql`'{}'::text[]`),
  /** For kind `app`: where it may be sent back to after a person agreed. */
  redirectUris: text("redirect_uris").array().notNull().default(sql`'{}'::text[]`),
  disabledAt: instant("disabled_at"),
  /** When the client last proved itself, to a few minutes. */
  lastUsedAt: instant("last_used_at"),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** Keys of the mesh. The private half is encrypted with the key-encryption key. */
export const signingKeys = pgTable("signing_keys", {
  kid: text("kid").primaryKey(),
  purpose: text("purpose").notNull(),
  alg: text("alg").notNull(),
  state: text("state").notNull(),
  publicJwk: jsonb("public_jwk").notNull(),
  privateCiphertext: bytea("private_ciphertext").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  retiredAt: instant("retired_at"),
});

/** What is revoked: a badge by its id (its descendants name it as ancestor) or every badge of a client issued before a moment. */
export const revocations = pgTable(
  "revocations",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    kind: text("kind").notNull(),
    value: text("value").notNull(),
    at: instant("at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("revocations_expiry").on(t.expiresAt)],
);

/** Assertion ids already used (RFC 7523 section 3, `jti`), until they expire. */
export const usedAssertions = pgTable("used_assertions", {
  jti: text("jti").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
});

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash"),
    /** Issuer and subject of an OIDC account, as `issuer|sub`. */
    oidcSubject: text("oidc_subject").unique(),
    role: text("role").notNull(),
    /** Domains that a steward governs. */
    domains: text("domains").array().notNull().default(sql`'{}'::text[]`),
    disabledAt: instant("disabled_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("users_email").on(sql`lower(${t.email})`)],
);

/** Browser sessions. The cookie holds a random id; the row holds its SHA-256, so a dump opens no session. */
export const userSessions = pgTable(
  "user_sessions",
  {
    idHash: text("id_hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text("user_agent").notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("user_sessions_user").on(t.userId)],
);

/** One-time sign-in links, by the SHA-256 of their token. */
export const signInLinks = pgTable("sign_in_links", {
  tokenHash: text("token_hash").primaryKey(),
  userId: uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/** Failed sign-ins of the last minutes, so that guessing is slowed on every replica. */
export const signInFailures = pgTable("sign_in_failures", {
  key: text("key").primaryKey(),
  count: integer("count").notNull(),
  resetAt: instant("reset_at").notNull(),
  locked: boolean("locked").notNull().default(false),
});

/** How far each person has read their notices. */
export const inboxMarks = pgTable("inbox_marks", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** The newest audit entry that they have seen. */
  entryId: uuid("entry_id").notNull(),
});
