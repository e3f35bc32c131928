import { z } from "zod";
import { timeOf } from "@/lib/core/query/time-range";
import { ACTOR_KINDS, AUDIT_AREAS, AUDIT_RESULTS, OBJECT_KINDS } from "../audit-types.schema";

/** A query string gives one value or several. */
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item).max(20), item.transform((one) => [one])]).optional();

/** A text that an entry can hold: PostgreSQL has no U+0000. */
function storable(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !text.includes("\0"), "U+0000 stands in no entry");
}

/** How long ago (`24h`) or an instant. */
const moment = z
  .string()
  .max(40)
  .refine((text) => timeOf(text, 0) !== undefined, "neither how long ago (24h) nor an instant (ISO 8601)");

/** Which entries: everything given must hold, of a list any member. Named as in `AUDIT_FIELDS`. */
export const auditFilter = z.object({
  /** First word of the type: `call`, `user`. */
  area: oneOrMore(z.enum(AUDIT_AREAS)),
  /** Type without its prefix: `call.denied`. */
  type: oneOrMore(z.string().regex(/^[a-z0-9._-]{1,100}$/)),
  result: oneOrMore(z.enum(AUDIT_RESULTS)),
  /** The outcome's own word, such as an error code. */
  outcome: oneOrMore(storable(600)),
  /** `kind:id` */
  actor: oneOrMore(storable(600)),
  /** Kind of actor. */
  by: oneOrMore(z.enum(ACTOR_KINDS)),
  /** `kind:name` */
  object: oneOrMore(storable(600)),
  /** Kind of object. */
  about: oneOrMore(z.enum(OBJECT_KINDS)),
  call: oneOrMore(z.uuid()),
  /** Of all calls of this trace. */
  trace: oneOrMore(z.string().regex(/^[0-9a-f]{32}$/i)),
  /** From this moment on, by the time in the entry's id. */
  since: moment.optional(),
  /** Before this moment. */
  until: moment.optional(),
  /** An id (entry, call, badge, trace), a leaf index, an outcome, a word of the type, or part of the name of who or what. */
  q: storable(200).optional(),
});
export type AuditFilterInput = z.infer<typeof auditFilter>;

export const listAuditEntriesInput = auditFilter.extend({
  /** Id of an entry: only older ones are listed. */
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
