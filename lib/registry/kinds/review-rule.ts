import { z } from "zod";
import { nameReference } from "./reference";

/** Whose approval a change needs. All rules that fit an item hold; the built-in ones hold where none fits. */
export const reviewRuleSpec = z.object({
  /** Kinds of assets that it is about; empty for all. */
  kinds: z.array(z.string().min(1).max(50)).max(50),
  /** Domains that it is about; empty for all. */
  domains: z.array(z.string().min(1).max(100)).max(200),
  /** Approvals of different people. With none, such a change takes effect at once. */
  approvals: z.number().int().min(0).max(10),
  /** Whose count: any reviewer's, those of the domain's stewards and of admins, or those of admins alone. */
  from: z.enum(["reviewers", "owners", "admins"]),
  /** What certificates of these assets demand. Of several rules the strictest holds; without one a card must be signed and a person must have approved. */
  certification: z
    .strictObject({
      /** Accepts cards that nobody has signed. */
      unsigned: z.boolean().optional(),
      /** Counts what a program that manages the installation put in force as reviewed. */
      programs: z.boolean().optional(),
      /** Suites that exactly the certified version must pass. */
      suites: z.array(nameReference).max(50).optional(),
    })
    .optional(),
});
