import { readSettings } from "./settings";
import { startTrackerAgent } from "./start-tracker-agent";

const agent = await startTrackerAgent(readSettings(process.env));
console.log(`Tasklane tracker at ${agent.url}`);

const stop = () => void agent.close().then(() => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
// Started by another program, this one ends with it.
process.once("disconnect", stop);
