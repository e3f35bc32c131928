import { sql } from "drizzle-orm";
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { assets } from "./registry";

/** What came of running an evaluation suite on one version of an asset. Rows are written once: a later run is another row. */
export const suiteResults = pgTable(
  "suite_results",
  {
    id: uuid("id").primaryKey(),
    suiteId: uuid("suite_id")
      .notNull()
      .references(() => assets.id, { onDelete: "cascade" }),
    suiteVersion: integer("suite_version").notNull(),
    suiteDigest: text("suite_digest").notNull(),
    /** What it rests on: the suite itself, its cases, models and prompts that judge, each with its digest. */
    basis: jsonb("basis").notNull(),
    /** SHA-256 over the basis. */
    basisDigest: text("basis_digest").notNull(),
    /** What was evaluated. */
    assetId: uuid("asset_id")
      .notNull()
      .references(() => assets.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    digest: text("digest").notNull(),
    /** The version with its prompts, models and tools, each with its digest, as a certificate is bound to them. */
    bound: jsonb("bound").notNull(),
    /** SHA-256 over what is bound. */
    boundDigest: text("bound_digest").notNull(),
    passed: integer("passed").notNull(),
    failed: integer("failed").notNull(),
    errors: integer("errors").notNull(),
    /** Outcome by case, where the runner told it. */
    cases: jsonb("cases"),
    /** Share of the cases that had to pass, as the suite's version says. */
    passAt: doublePrecision("pass_at").notNull(),
    /** Computed here from the counts, never taken from the sender. */
    isPass: boolean("is_pass").notNull(),
    /** A measure of the runner's own; nothing depends on it. */
    score: doublePrecision("score"),
    ranAt: instant("ran_at").notNull(),
    runner: text("runner").notNull(),
    link: text("link"),
    /** Traces of calls through the mesh that prove the run. */
    traces: text("traces").array().notNull().default(sql`'{}'::text[]`),
    /** Calls of these traces that reached exactly this version, when it was recorded; null without traces. */
    provingCalls: integer("proving_calls"),
    /** SHA-256 over everything that was told, with who told it: the same again is the same result. */
    contentDigest: text("content_digest").notNull(),
    recordedBy: text("recorded_by").notNull(),
    recordedAt: instant("recorded_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("suite_results_content").on(t.contentDigest),
    index("suite_results_suite").on(t.suiteId, t.ranAt, t.id),
    index("suite_results_asset").on(t.assetId, t.suiteId, t.ranAt, t.id),
    index("suite_results_ran").on(t.ranAt, t.id),
  ],
);
