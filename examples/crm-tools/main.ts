import { z } from "zod";
import { startCrmTools } from "./start-crm-tools";

const env = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65535).default(0),
    DATA_DIR: z.string().min(1).default("./crm-tools-data"),
    MESH_ISSUER: z.url().optional(),
    MESH_JWKS_URL: z.url().optional(),
    BADGE_AUDIENCE: z.string().optional(),
  })
  .parse(process.env);

const { MESH_ISSUER: issuer, MESH_JWKS_URL: jwksUrl, BADGE_AUDIENCE: audience } = env;
const trust = issuer && jwksUrl && audience ? { issuer, jwksUrl, audience } : undefined;
const tools = await startCrmTools({ dataDir: env.DATA_DIR, port: env.PORT, ...(trust ? { trust } : {}) });
console.log(`CRM tools at ${tools.url}`);

const stop = () => void tools.close().then(() => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
// Started by another program, this one ends with it.
process.once("disconnect", stop);
