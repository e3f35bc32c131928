import { z } from "zod";
import { startConformanceServer } from "./start-conformance-server";

const { PORT } = z.object({ PORT: z.coerce.number().int().min(0).max(65535).default(0) }).parse(process.env);
const server = await startConformanceServer(PORT);
console.log(`conformance server at ${server.url}`);

const stop = () => void server.close().then(() => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
// Started by another program, this one ends with it.
process.once("disconnect", stop);
