import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";
import { users } from "./identity";

/** A business domain: owns assets, and people in it govern them. */
export const domains = pgTable("domains", {
  name: text("name").primaryKey(),
  title: text("title").notNull(),
  contact: text("contact"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** Anything the mesh governs. `spec` lives in the versions; `live_version` is the one that traffic gets. */
export const assets = pgTable(
  "assets",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    domain: text("domain")
      .notNull()
      .references(() => domains.name),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    lifecycle: text("lifecycle").notNull().default("active"),
    suspendedReason: text("suspended_reason"),
    suspendedAt: instant("suspended_at"),
    /** Computed elsewhere from signature, scans, suites and review; policies read it. */
    certifiedAt: instant("certified_at"),
    dataClass: text("data_class").notNull().default("internal"),
    tags: text("tags").array().notNull().default(sql`'{}'::text[]`),
    /** Terms of the common vocabulary: what it can do, and in which field. */
    skills: text("skills").array().notNull().default(sql`'{}'::text[]`),
    field: text("field"),
    liveVersion: integer("live_version").notNull(),
    /** A version that a share of the calls gets instead, in per cent, and the number of the change that asks for it. */
    canaryVersion: integer("canary_version"),
    canaryShare: integer("canary_share"),
    canaryChange: bigint("canary_change", { mode: "number" }),
    /** The label by which it is asked for; null for the name alone. */
    canaryLabel: text("canary_label"),
    /** What the live version speaks, such as `a2a`; null for what is not called. */
    protocol: text("protocol"),
    /** Every text that a search looks at, in lower case: matching it needs no folding of ten thousand rows. */
    searchText: text("search_text").notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("assets_kind_name").on(t.kind, t.name),
    index("assets_domain").on(t.domain),
    index("assets_updated").on(t.updatedAt),
  ],
);

/** One immutable version of an asset, named by the digest of its canonical JSON. */
export const assetVersions = pgTable(
  "asset_versions",
  {
    id: uuid("id").primaryKey(),
    assetId: uuid("asset_id")
      .notNull()
      .references(() => assets.id),
    version: integer("version").notNull(),
    digest: text("digest").notNull(),
    spec: jsonb("spec").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("asset_versions_number").on(t.assetId, t.version),
    uniqueIndex("asset_versions_digest").on(t.assetId, t.digest),
  ],
);

/** Names that point at one version of an asset, such as `production`. */
export const assetLabels = pgTable(
  "asset_labels",
  {
    assetId: uuid("asset_id")
      .notNull()
      .references(() => assets.id, { onDelete: "cascade" }),
    label: text("label").notNull(),
    version: integer("version").notNull(),
    setBy: text("set_by").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.assetId, t.label] }),
    foreignKey({
      name: "asset_labels_version",
      columns: [t.assetId, t.version],
      foreignColumns: [assetVersions.assetId, assetVersions.version],
    }),
  ],
);

/** Assets that a person has marked for themselves. */
export const assetStars = pgTable(
  "asset_stars",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    assetId: uuid("asset_id")
      .notNull()
      .references(() => assets.id, { onDelete: "cascade" }),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.assetId] })],
);

/** Imported vocabularies: terms beside those that the mesh ships. */
export const taxonomies = pgTable("taxonomies", {
  name: text("name").primaryKey(),
  digest: text("digest").notNull(),
  content: jsonb("content").notNull(),
  importedBy: text("imported_by").notNull(),
  importedAt: instant("imported_at").notNull().defaultNow(),
});

/** What a text means, as a vector of 32-bit floats. Kept by the digest of the text and the model, so equal texts are read once. */
export const embeddings = pgTable(
  "embeddings",
  {
    digest: text("digest").notNull(),
    model: text("model").notNull(),
    vector: bytea("vector").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.model, t.digest] })],
);

/** Credentials that the mesh presents upstream. Encrypted with the key-encryption key, bound to their row by the name as associated data. */
export const secrets = pgTable("secrets", {
  name: text("name").primaryKey(),
  ciphertext: bytea("ciphertext").notNull(),
  keyId: text("key_id").notNull(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/** Facts of this installation: its id, the version of its data. */
export const installation = pgTable("installation", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
});
