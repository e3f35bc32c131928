import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { assertMayWrite } from "./assert-may-write";
import { assetDoorService, changedAsset } from "./asset-door";
import { assetKinds } from "./kinds";
import { readSpec } from "./specs/read-spec";
import { assetHead } from "./write-asset";

/** Writes an asset of any kind from its head and its spec, or a new version of it. What else is known of the kind is checked first: documents, schemas, tests, policies, and that everything it names is there. */
export const putAsset = operation({ permission: "registry:write" })
  .route({
    method: "PUT",
    path: "/assets/{kind}/{name}",
    summary: "Write an asset of any kind",
    tags: ["registry"],
  })
  .input(
    assetHead
      .extend({
        kind: z.enum(assetKinds),
        /** As the schema of the kind has it: `GET /api/v1/schemas/{kind}`. */
        spec: z.unknown(),
      })
      .strict(),
  )
  .output(changedAsset)
  .handler(async ({ input, context }) => {
    const { kind, spec: given, ...head } = input;
    const spec = readSpec(kind, given);
    const problems = await assertMayWrite(context, context.database.db, { kind, head, spec });
    const written = await context.services.get(assetDoorService).put(context, { kind, head, spec });
    return { ...written, problems: [...problems] };
  });
