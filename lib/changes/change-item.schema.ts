import { z } from "zod";
import { LIFECYCLE_NAMES } from "@/lib/registry/catalog-names.schema";
import { boundPart, CERTIFIED_KINDS } from "@/lib/registry/certification/certification.schema";
import { assetLabel } from "@/lib/registry/labels/set-label.schema";
import { termId } from "@/lib/registry/taxonomy/taxonomy-file.schema";

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);

/** What stands beside an asset's spec. What is missing stays as it is. */
const head = z.object({
  domain: name,
  title: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().max(4000).optional(),
  dataClass: z.enum(["public", "internal", "confidential", "restricted"]).optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(30).optional(),
  /** Terms of the vocabulary. */
  skills: z.array(termId).max(20).optional(),
  field: termId.optional(),
  /** Its state along with its content: what is retired takes no content unless this is said. */
  lifecycle: z.enum(LIFECYCLE_NAMES).optional(),
});

/** One thing that is asked for. `spec` is read by the schema of its kind. */
export const proposedItem = z.discriminatedUnion("op", [
  z.object({
    op: z.literal("put"),
    kind: z.string().min(1).max(50),
    name,
    head,
    spec: z.record(z.string(), z.unknown()),
    /** The version that it was written from, null for none; refused when another one is live by now. Whatever is live when missing. */
    base: z.number().int().min(1).nullable().optional(),
  }),
  z.object({
    op: z.literal("state"),
    kind: z.string().min(1).max(50),
    name,
    lifecycle: z.enum(LIFECYCLE_NAMES).optional(),
    suspended: z.boolean().optional(),
    /** What is told of a suspension; the change's title without it. */
    why: z.string().trim().min(1).max(1000).optional(),
  }),
  z.object({
    op: z.literal("label"),
    kind: z.string().min(1).max(50),
    name,
    label: assetLabel,
    /** The version that it is to point at; null takes it away. */
    version: z.number().int().min(1).nullable(),
  }),
  /** Asks for the certificate of an asset as it is now: whoever approves it vouches for exactly this. */
  z.object({ op: z.literal("certify"), kind: z.enum(CERTIFIED_KINDS), name }),
]);
export type ProposedItem = z.infer<typeof proposedItem>;

export const proposedItems = z.array(proposedItem).min(1).max(50);

/** What an item holds besides the asset's name. `before` is what it replaces, for whoever takes it back. */
export const putBody = z.object({
  head,
  spec: z.record(z.string(), z.unknown()),
  before: head.omit({ domain: true }).optional(),
  wasGuardrail: z.literal(true).optional(),
});
export const stateBody = z.object({
  lifecycle: z.enum(LIFECYCLE_NAMES).optional(),
  suspended: z.boolean().optional(),
  why: z.string().optional(),
  before: z.object({
    lifecycle: z.enum(LIFECYCLE_NAMES),
    suspended: z.boolean(),
    /** Why it was suspended, for whoever suspends it again. */
    why: z.string().optional(),
  }),
  wasGuardrail: z.literal(true).optional(),
});
export const labelBody = z.object({
  label: assetLabel,
  version: z.number().int().nullable(),
  before: z.object({ version: z.number().int().nullable() }),
  wasGuardrail: z.literal(true).optional(),
});

export const certifyBody = z.object({
  bound: z.array(boundPart),
  /** SHA-256 over them, in hex. */
  boundDigest: z.string().length(64),
  /** What the certificate before was bound to. */
  before: z.object({ bound: z.array(boundPart) }),
  wasGuardrail: z.literal(true).optional(),
});

interface ItemOf<Op, Body> {
  kind: string;
  name: string;
  domain: string;
  op: Op;
  body: Body;
  /** What was live when the content was written; null for an asset that did not exist. */
  baseVersion: number | null;
  /** SHA-256 in hex. */
  baseDigest: string | null;
}

/** An item as it is stored. */
export type ChangeItem =
  | ItemOf<"put", z.infer<typeof putBody>>
  | ItemOf<"state", z.infer<typeof stateBody>>
  | ItemOf<"label", z.infer<typeof labelBody>>
  | ItemOf<"certify", z.infer<typeof certifyBody>>;

/** What an item does. */
export const ITEM_OPS = ["put", "state", "label", "certify"] as const satisfies readonly ChangeItem["op"][];
