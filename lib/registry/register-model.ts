import { operation } from "@/lib/identity/operation";
import { secretsService } from "@/lib/identity/secrets";
import { egressService } from "@/lib/traffic/egress";
import { assertSteward } from "./assert-steward";
import { assetDoorService, changedAsset } from "./asset-door";
import { credentialHeaders } from "./credential-headers";
import { fetchModel } from "./fetch-model";
import { modelSpec } from "./kinds/model";
import { assetHead } from "./write-asset";

/** Registers a model endpoint, or a new version of it, after asking the endpoint what it serves. */
export const registerModel = operation({ permission: "registry:write" })
  .route({ method: "POST", path: "/models", summary: "Register a model endpoint", tags: ["registry"] })
  .input(
    assetHead.extend({
      api: modelSpec.shape.api,
      url: modelSpec.shape.url,
      /** What the endpoint calls the model; the asset's name when missing. */
      model: modelSpec.shape.upstreamModel.optional(),
      capabilities: modelSpec.shape.capabilities.optional(),
      auth: modelSpec.shape.auth.default({ type: "none" }),
      price: modelSpec.shape.price,
      parameters: modelSpec.shape.parameters,
      limits: modelSpec.shape.limits,
    }),
  )
  .output(changedAsset)
  .handler(async ({ input, context }) => {
    const { api, url, model, capabilities, auth, price, parameters, limits, ...head } = input;
    assertSteward(context.principal, head.domain);
    const { spec: found, problems } = await fetchModel(context.services.get(egressService), {
      api,
      url,
      model: model ?? head.name,
      auth,
      headers: await credentialHeaders(context.services.get(secretsService), auth),
      ...(capabilities ? { capabilities } : {}),
      ...(price ? { price } : {}),
    });
    const spec = { ...found, ...(parameters ? { parameters } : {}), ...(limits ? { limits } : {}) };
    const written = await context.services.get(assetDoorService).put(context, { kind: "model", head, spec });
    return { ...written, problems };
  });
