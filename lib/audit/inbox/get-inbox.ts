import type { EntryFilter } from "@/db/queries/audit-conditions";
import { listEntries } from "@/db/queries/audit-list";
import { listWatchedChanges } from "@/db/queries/change-watchers";
import { findInboxMark } from "@/db/queries/inbox-marks";
import { operation } from "@/lib/identity/operation";
import { personOf } from "@/lib/identity/person-of";
import { actorRef } from "@/lib/identity/principal";
import { summariesOf } from "../browse/entry-summary";
import { inbox } from "./inbox.schema";
import { NOTICE_TYPES, WATCHED_TYPES } from "./notice-types";

const SHOWN = 50;
/** Of the changes that somebody watches the newest count. */
const WATCHED_CHANGES = 200;

/** What others did of late that the reader should know of. What the reader did is no news to them. */
export const getInbox = operation({ permission: "audit:read" })
  .route({ method: "GET", path: "/inbox", summary: "Notices for the signed-in person", tags: ["audit"] })
  .output(inbox)
  .handler(async ({ context }) => {
    const { db, sql } = context.database;
    const userId = personOf(context.principal);
    const mark = userId === undefined ? undefined : await findInboxMark(db, { userId });
    const notBy = actorRef(context.principal.caller);
    const page = (filter: EntryFilter) =>
      listEntries(sql, { filter: { ...filter, notBy }, before: undefined, limit: SHOWN + 1 });
    const watched =
      userId === undefined ? [] : await listWatchedChanges(db, { userId, limit: WATCHED_CHANGES });
    const objects = watched.map((number) => `change:${number}`);
    const found = await Promise.all([
      page({ types: NOTICE_TYPES }),
      objects.length === 0 ? [] : page({ types: WATCHED_TYPES, objects }),
    ]);
    const rows = found.flat().sort((a, b) => (a.id < b.id ? 1 : -1));
    const items = (await summariesOf(sql, rows.slice(0, SHOWN))).map((entry) => ({
      ...entry,
      // Ids carry their time, so they compare as moments.
      unread: mark === undefined || entry.id > mark,
    }));
    return { items, unread: items.filter((item) => item.unread).length, more: rows.length > SHOWN };
  });
