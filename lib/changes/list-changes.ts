import { type ChangeFilter, type ChangeRow, countChanges, listChangeRows } from "@/db/queries/changes";
import { operation } from "@/lib/identity/operation";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { changeList, type ListChangesInput, listChangesInput } from "./change-detail.schema";
import { nameParties } from "./change-parties";
import { summariesOf } from "./change-summary";

/** Change requests, newest first. The boxes are the reader's: what waits for them, their own, what is under way, what ended. */
export const listChanges = operation({ permission: "changes:read" })
  .route({ method: "GET", path: "/changes", summary: "Change requests", tags: ["changes"] })
  .input(listChangesInput)
  .output(changeList)
  .handler(async ({ input, context }) => {
    const { db, sql } = context.database;
    const filter = filterOf(input, context.principal);
    const [rows, total, waiting] = await Promise.all([
      listChangeRows(db, { ...filter, before: input.before, limit: input.limit + 1 }),
      countChanges(db, filter),
      countChanges(db, waitingFor(context.principal)),
    ]);
    const shown = rows.slice(0, input.limit);
    const named = await nameParties(sql, shown.flatMap(partiesOf));
    return {
      items: await summariesOf(db, shown, named),
      total,
      more: rows.length > input.limit,
      waiting,
    };
  });

/** Changes that others have handed in and that are not approved yet. */
function waitingFor(principal: Principal): ChangeFilter {
  return { states: ["review"], notAuthor: actorRef(principal.caller), withExempt: false };
}

function filterOf(input: ListChangesInput, principal: Principal): ChangeFilter {
  const { box, state, domain, asset, all } = input;
  const [kind = "", name = ""] = asset ? split(asset) : [];
  const rest = { domain, ...(asset ? { asset: { kind, name } } : {}), withExempt: all };
  const own = state ? { ...rest, states: state } : rest;
  switch (box) {
    case "review":
      return { ...rest, ...waitingFor(principal) };
    case "mine":
      return { ...own, author: actorRef(principal.caller) };
    case "open":
      return { ...rest, states: state ?? ["draft", "review", "approved", "scheduled", "canary"] };
    case "done":
      return { ...rest, states: state ?? ["applied", "reverted", "withdrawn"] };
    case undefined:
      return own;
    default:
      return box satisfies never;
  }
}

function split(ref: string): [string, string] {
  const at = ref.indexOf(":");
  return [ref.slice(0, at), ref.slice(at + 1)];
}

function partiesOf({ author, subject }: ChangeRow): string[] {
  return [author, subject];
}
