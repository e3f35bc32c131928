import { z } from "zod";

/** What is said, and where. */
export const commentFields = {
  body: z.string().trim().min(1).max(4000),
  /** Position of the item, from 0, and line of its text, from 1. */
  position: z.number().int().min(0).max(49).optional(),
  line: z.number().int().min(1).max(100_000).optional(),
};
