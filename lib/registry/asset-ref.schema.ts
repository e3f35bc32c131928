import { z } from "zod";

/** Names one asset in a path. */
export const assetRef = z.object({ kind: z.string().min(1).max(50), name: z.string().min(1).max(300) });
