import { z } from "zod";
import { LIFECYCLE_NAMES } from "../catalog-names.schema";
import { assetKinds } from "../kinds";
import { labelName } from "../kinds/reference";

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "Lower-case letters, digits, dot, dash and underscore.");
const labels = z.array(labelName).max(50);

/** One asset as a file has it. What is left out stays as it is. */
export const assetFile = z.strictObject({
  kind: z.enum(assetKinds),
  name,
  domain: name,
  title: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().max(4000).optional(),
  dataClass: z.enum(["public", "internal", "confidential", "restricted"]).optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(30).optional(),
  /** Terms of the common vocabulary. */
  skills: z.array(z.string().min(1).max(200)).max(20).optional(),
  field: z.string().min(1).max(200).optional(),
  lifecycle: z.enum(LIFECYCLE_NAMES).optional(),
  /** Why it is out of traffic. A file without it puts nothing back into traffic. */
  suspended: z.string().trim().min(1).max(1000).optional(),
  /** Labels that point at the spec below. A file with this member names all labels that there are to be. */
  labels: labels.optional(),
  spec: z.record(z.string(), z.unknown()),
  /** Versions that are not in traffic, for the labels that point at them. */
  otherVersions: z
    .array(z.strictObject({ labels: labels.min(1), spec: z.record(z.string(), z.unknown()) }))
    .max(50)
    .optional(),
});
export type AssetFile = z.infer<typeof assetFile>;

/** A business domain as a file has it. */
export const domainFile = z.strictObject({
  domain: name,
  title: z.string().trim().min(1).max(200),
  contact: z.string().trim().max(300).optional(),
});
export type DomainFile = z.infer<typeof domainFile>;
