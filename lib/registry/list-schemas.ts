import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { assetKinds } from "./kinds";
import { schemaId } from "./kinds/kind-schema";
import { KIND_TEXTS } from "./kinds/kind-texts";

/** Every kind of asset, with the name of its JSON Schema. */
export const listSchemas = operation({ permission: "mesh:discover" })
  .route({ method: "GET", path: "/schemas", summary: "Kinds of assets and their schemas", tags: ["catalog"] })
  .input(z.object({}))
  .output(
    z.object({
      schemas: z.array(
        z.object({ kind: z.string(), id: z.string(), title: z.string(), text: z.string(), path: z.string() }),
      ),
    }),
  )
  .handler(() => ({
    schemas: assetKinds.map((kind) => ({
      kind,
      id: schemaId(kind),
      ...KIND_TEXTS[kind],
      path: `/api/v1/schemas/${kind}`,
    })),
  }));
