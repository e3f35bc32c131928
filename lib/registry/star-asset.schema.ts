import { z } from "zod";

export const starAssetInput = z.object({
  kind: z.string().min(1).max(50),
  name: z.string().min(1).max(300),
  starred: z.boolean(),
});
