import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { assets } from "./registry";

/** Certificates of assets. One is valid until something that it is bound to changes; then it is suspended for good, and only a new one takes its place. */
export const certificates = pgTable(
  "certificates",
  {
    id: uuid("id").primaryKey(),
    assetId: uuid("asset_id")
      .notNull()
      .references(() => assets.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    /** Of the version that it is for. */
    digest: text("digest").notNull(),
    /** What it is bound to: the asset itself, its prompts, models and tools, each with its digest. */
    bound: jsonb("bound").notNull(),
    /** Suites that are demanded, with what they name: `[{kind, name}]`. A write of any of these is looked at. */
    suites: jsonb("suites").notNull().default(sql`'[]'::jsonb`),
    /** The conditions as they were found when it was issued. */
    conditions: jsonb("conditions").notNull(),
    /** `valid` or `suspended`. */
    state: text("state").notNull(),
    /** What ended it, a sentence each. */
    reasons: text("reasons").array().notNull().default(sql`'{}'::text[]`),
    issuedBy: text("issued_by").notNull(),
    issuedAt: instant("issued_at").notNull().defaultNow(),
    /** When the state began. */
    since: instant("since").notNull().defaultNow(),
    /** Number of the change request that asks for the next one. */
    change: bigint("change", { mode: "number" }),
  },
  (t) => [
    index("certificates_asset").on(t.assetId, t.issuedAt),
    uniqueIndex("certificates_valid").on(t.assetId).where(sql`state = 'valid'`),
  ],
);
