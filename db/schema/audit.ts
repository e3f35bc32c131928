import { sql } from "drizzle-orm";
import {
  bigint,
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

/**
 * What happened, append-only, in the commit of what it records. `leaf` is the exact text that the Merkle tree hashes: canonical JSON with digests in place of payloads.
 * `tx` is the writing transaction: the sequencer takes only entries of transactions older than every running one, so it can never overtake a late commit.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: uuid("id").primaryKey(),
    tx: bigint("tx", { mode: "bigint" }).notNull().default(sql`(pg_current_xact_id()::text)::bigint`),
    at: instant("at").notNull(),
    type: text("type").notNull(),
    actor: text("actor").notNull(),
    object: text("object").notNull(),
    outcome: text("outcome").notNull(),
    callId: uuid("call_id"),
    leaf: text("leaf").notNull(),
    /** Details whose digest is in the leaf; may be erased. */
    payload: jsonb("payload"),
  },
  (t) => [
    // The sequencer asks ten times a second for what comes next; a block-range index would make it read every page written since the last vacuum.
    index("audit_entries_tx").on(t.tx, t.id),
    // By pattern, so that all actors of a kind (`user:%`) are found in any collation.
    index("audit_entries_actor").on(t.actor.op("text_pattern_ops"), t.id),
    index("audit_entries_object").on(t.object.op("text_pattern_ops"), t.id),
    // What happens with every call is found by reading back from the newest; only the rest, which is rare, pays for an index.
    index("audit_entries_type")
      .on(t.type, t.id)
      .where(sql`type not in ('io.signalbox.call.admitted', 'io.signalbox.call.completed')`),
    index("audit_entries_outcome").on(t.outcome, t.id).where(sql`outcome not in ('ok', 'allow')`),
    // A call's ruling has the call's id, its end is named by the call's row; this finds whatever else belongs to the call.
    index("audit_entries_call").on(t.callId).where(sql`type not like 'io.signalbox.call.%'`),
  ],
);

/** The tree's order. */
export const auditLeaves = pgTable(
  "audit_leaves",
  {
    leafIndex: bigint("leaf_index", { mode: "number" }).primaryKey(),
    entryId: uuid("entry_id").notNull(),
    leafHash: bytea("leaf_hash").notNull(),
  },
  (t) => [uniqueIndex("audit_leaves_entry").on(t.entryId)],
);

/** Hash tiles of C2SP tlog-tiles: 256 hashes of one level; `width` below 256 is a partial tile. Stored uncompressed: hashes do not shrink. */
export const auditTiles = pgTable(
  "audit_tiles",
  {
    level: integer("level").notNull(),
    tileIndex: bigint("tile_index", { mode: "number" }).notNull(),
    width: integer("width").notNull(),
    hashes: bytea("hashes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.level, t.tileIndex] })],
);

/** Signed checkpoints (C2SP signed note). */
export const auditCheckpoints = pgTable("audit_checkpoints", {
  treeSize: bigint("tree_size", { mode: "number" }).primaryKey(),
  rootHash: bytea("root_hash").notNull(),
  note: text("note").notNull(),
  /** Where the sequencer goes on: the last entry that is in the tree. */
  lastTx: bigint("last_tx", { mode: "bigint" }).notNull(),
  lastEntryId: uuid("last_entry_id").notNull(),
  at: instant("at").notNull().defaultNow(),
});
