import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Requests to alter assets: the only way an asset changes. What is asked for stands in `change_items`. */
export const changes = pgTable(
  "changes",
  {
    id: uuid("id").primaryKey(),
    /** What people call it by. */
    number: bigint("number", { mode: "number" }).generatedAlwaysAsIdentity(),
    title: text("title").notNull(),
    reason: text("reason").notNull(),
    state: text("state").notNull(),
    /** `kind:id` of who asked. */
    author: text("author").notNull(),
    /** `kind:id` of whom the author acts for; the author itself without delegation. */
    subject: text("subject").notNull(),
    /** `kind:id` of everybody who gave the content its present form or an earlier one. The last is who edited last. */
    editors: text("editors").array().notNull(),
    /** SHA-256 over the canonical JSON of the items, in hex. Approvals are bound to it. */
    contentHash: text("content_hash").notNull(),
    /** Grows with every edit. */
    revision: integer("revision").notNull().default(1),
    /** Domains whose assets it alters. */
    domains: text("domains").array().notNull(),
    /** Why no review was needed: `registration`, `program`, `rule`; null for what was or is to be reviewed. */
    exempt: text("exempt"),
    applyAt: instant("apply_at"),
    appliedAt: instant("applied_at"),
    appliedBy: text("applied_by"),
    /** Applied without approvals, to be reviewed until then; otherwise it is taken back. */
    breakGlassUntil: instant("break_glass_until"),
    afterReviewedAt: instant("after_reviewed_at"),
    /** Per cent of the calls that its new versions get or got as canaries, since when, and when it is taken back by itself. */
    canaryShare: integer("canary_share"),
    canarySince: instant("canary_since"),
    canaryUntil: instant("canary_until"),
    /** The change that this one takes back. */
    reverts: uuid("reverts"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("changes_number").on(t.number),
    index("changes_state").on(t.state, t.id),
    index("changes_author").on(t.author, t.id),
    index("changes_subject").on(t.subject, t.id),
    index("changes_reverts").on(t.reverts).where(sql`reverts is not null`),
    // What lists show unless they are asked for all: registrations are many, reviews are few.
    index("changes_reviewable").on(t.number).where(sql`exempt is null`),
    index("changes_due").on(t.applyAt).where(sql`state = 'scheduled'`),
    index("changes_canary_due").on(t.canaryUntil).where(sql`state = 'canary'`),
    index("changes_broken_glass")
      .on(t.breakGlassUntil)
      .where(sql`state = 'applied' and break_glass_until is not null and after_reviewed_at is null`),
  ],
);

/** What a change does to one asset. */
export const changeItems = pgTable(
  "change_items",
  {
    changeId: uuid("change_id")
      .notNull()
      .references(() => changes.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    domain: text("domain").notNull(),
    /** `put` writes a version, `state` changes lifecycle, suspension or certification. */
    op: text("op").notNull(),
    body: jsonb("body").notNull(),
    /** What was live when the content was written; null for an asset that did not exist. */
    baseVersion: integer("base_version"),
    baseDigest: text("base_digest"),
    /** What applying it made, or put in force again. */
    appliedVersion: integer("applied_version"),
  },
  (t) => [primaryKey({ columns: [t.changeId, t.position] }), index("change_items_asset").on(t.kind, t.name)],
);

/** Verdicts. Never altered: a later one of the same person stands for them. */
export const changeReviews = pgTable(
  "change_reviews",
  {
    id: uuid("id").primaryKey(),
    changeId: uuid("change_id")
      .notNull()
      .references(() => changes.id, { onDelete: "cascade" }),
    /** The content that was looked at. */
    contentHash: text("content_hash").notNull(),
    reviewer: text("reviewer").notNull(),
    /** `approve`, `request_changes` or `comment`. */
    verdict: text("verdict").notNull(),
    note: text("note").notNull().default(""),
    /** `user:id` of those who had lent the reviewer their right to review at that moment. */
    lentBy: text("lent_by").array().notNull().default(sql`'{}'::text[]`),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [index("change_reviews_change").on(t.changeId, t.id)],
);

export const changeComments = pgTable(
  "change_comments",
  {
    id: uuid("id").primaryKey(),
    changeId: uuid("change_id")
      .notNull()
      .references(() => changes.id, { onDelete: "cascade" }),
    author: text("author").notNull(),
    body: text("body").notNull(),
    /** Where it belongs: the item, and a line of its text. */
    position: integer("position"),
    line: integer("line"),
    /** The content that it is about. */
    revision: integer("revision").notNull(),
    resolvedBy: text("resolved_by"),
    /** Kept for the author's review; nobody else sees it before that is sent. */
    pending: boolean("pending").notNull().default(false),
    /** The review that it was sent with. */
    reviewId: uuid("review_id").references(() => changeReviews.id),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    index("change_comments_change").on(t.changeId, t.id),
    index("change_comments_pending").on(t.changeId, t.author).where(sql`pending`),
  ],
);

/** Who is told what happens to a change. A row that says no keeps what is automatic from bringing somebody back. */
export const changeWatchers = pgTable(
  "change_watchers",
  {
    changeId: uuid("change_id")
      .notNull()
      .references(() => changes.id, { onDelete: "cascade" }),
    userId: uuid("user_id").notNull(),
    watching: boolean("watching").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.changeId, t.userId] }), index("change_watchers_user").on(t.userId)],
);

/** What the mesh itself found about a content. */
export const changeChecks = pgTable(
  "change_checks",
  {
    changeId: uuid("change_id")
      .notNull()
      .references(() => changes.id, { onDelete: "cascade" }),
    contentHash: text("content_hash").notNull(),
    name: text("name").notNull(),
    required: boolean("required").notNull(),
    /** `passed`, `failed` or `noted`. */
    outcome: text("outcome").notNull(),
    findings: text("findings").array().notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.changeId, t.contentHash, t.name] })],
);

/** A person lends another their right to review for a time. */
export const reviewDelegations = pgTable(
  "review_delegations",
  {
    id: uuid("id").primaryKey(),
    fromUser: uuid("from_user").notNull(),
    toUser: uuid("to_user").notNull(),
    until: instant("until").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [index("review_delegations_to").on(t.toUser, t.until)],
);
