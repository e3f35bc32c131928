import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { assetKinds } from "./kinds";
import { kindSchema } from "./kinds/kind-schema";

/** The JSON Schema of a kind's spec. */
export const getSchema = operation({ permission: "mesh:discover" })
  .route({
    method: "GET",
    path: "/schemas/{kind}",
    summary: "The JSON Schema of a kind of asset",
    tags: ["catalog"],
  })
  .input(z.object({ kind: z.enum(assetKinds) }))
  .output(z.record(z.string(), z.unknown()))
  .handler(({ input }) => kindSchema(input.kind));
