import { z } from "zod";
import { startScriptedModel } from "./start-scripted-model";

const env = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65535).default(0),
    SCRIPTED_MODEL_KEY: z.string().min(8).optional(),
    SCRIPTED_MODEL_PAUSE_MS: z.coerce.number().int().min(0).max(10_000).default(15),
  })
  .parse(process.env);

const model = await startScriptedModel({
  port: env.PORT,
  apiKey: env.SCRIPTED_MODEL_KEY,
  pauseMs: env.SCRIPTED_MODEL_PAUSE_MS,
});
console.log(`scripted model at ${model.url}`);

const stop = () => void model.close().then(() => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
// Started by another program, this one ends with it.
process.once("disconnect", stop);
