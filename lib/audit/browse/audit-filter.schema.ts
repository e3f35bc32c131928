import { z } from "zod";
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

/** Which entries: everything given must hold, of a list any member. */
export const auditFilter = z.object({
  /** First word of the type: `call`, `user`. */
  area: oneOrMore(z.enum(AUDIT_AREAS)),
  /** Type without its prefix: `call.denied`. */
  type: oneOrMore(z.string().regex(/^[a-z0-9._-]{1,100}$/)),
  result: oneOrMore(z.enum(AUDIT_RESULTS)),
  /** The outcome's own word, such as an error code. */
  outcome: storable(600).optional(),
  /** `kind:id` */
  actor: storable(600).optional(),
  actorKind: oneOrMore(z.enum(ACTOR_KINDS)),
  /** `kind:name` */
  object: storable(600).optional(),
  objectKind: oneOrMore(z.enum(OBJECT_KINDS)),
  call: z.uuid().optional(),
  /** Of all calls of this trace. */
  trace: z
    .string()
    .regex(/^[0-9a-f]{32}$/i)
    .optional(),
  /** From this moment on, by the time in the entry's id. */
  since: z.iso.datetime({ offset: true }).optional(),
  /** Before this moment. */
  until: z.iso.datetime({ offset: true }).optional(),
  /** An id (entry, call, badge, trace), a leaf index, an outcome, a word of the type, or part of the name of who or what. */
  q: storable(200).optional(),
});
export type AuditFilterInput = z.infer<typeof auditFilter>;

export const listAuditEntriesInput = auditFilter.extend({
  /** Id of an entry: only older ones are listed. */
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
