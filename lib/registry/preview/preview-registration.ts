import { operation } from "@/lib/identity/operation";
import { secretsService } from "@/lib/identity/secrets";
import { egressService } from "@/lib/traffic/egress";
import { registryService } from "../asset";
import { credentialHeaders } from "../credential-headers";
import { readTaxonomy } from "../taxonomy/read-taxonomy";
import { previewAgent } from "./preview-agent";
import { previewMcpServer } from "./preview-mcp-server";
import { previewModel } from "./preview-model";
import {
  type PreviewRegistrationOutput,
  previewRegistrationInput,
  previewRegistrationOutput,
} from "./preview-registration.schema";
import { withFindings } from "./scan-preview";

/**
 * Looks at what stands at an address as a registration would, and says line by line what was found. Stores nothing and leaves no entry; it asks the address, so it takes the permission to register.
 * @throws MeshError `egress_blocked`, `upstream_unreachable`, `upstream_timeout`, `upstream_error`, `upstream_invalid`; `unavailable` for a secret that is not in the vault
 */
export const previewRegistration = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/registrations/preview",
    summary: "Look at what would be registered",
    tags: ["registry"],
  })
  .input(previewRegistrationInput)
  .output(previewRegistrationOutput)
  .handler(async ({ input, context }) => {
    const egress = context.services.get(egressService);
    const { url, auth } = input;
    const taxonomy = await readTaxonomy(context.database.db);
    const registry = context.services.get(registryService).current();
    const scanned = (found: PreviewRegistrationOutput) => withFindings(input.kind, found, registry);
    if (input.kind === "agent") return scanned(await previewAgent(egress, url, auth, taxonomy));
    const headers = await credentialHeaders(context.services.get(secretsService), auth);
    if (input.kind === "mcp-server") {
      return scanned(await previewMcpServer(egress, { url, auth, headers }, taxonomy));
    }
    return previewModel(egress, { api: input.api, model: input.model, url, auth, headers });
  });
