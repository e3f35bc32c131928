import { z } from "zod";
import { startConformanceAgent } from "./start-conformance-agent";

const { PORT } = z.object({ PORT: z.coerce.number().int().min(0).max(65535).default(0) }).parse(process.env);
const agent = await startConformanceAgent(PORT);
console.log(`conformance agent at ${agent.url}`);

const stop = () => void agent.close().then(() => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
// Started by another program, this one ends with it.
process.once("disconnect", stop);
