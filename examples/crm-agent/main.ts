import { readSettings } from "./settings";
import { startCrmAgent } from "./start-crm-agent";

const settings = readSettings(process.env);
const agent = await startCrmAgent(settings);
console.log(`${settings.AGENT_TITLE} at ${agent.url}`);

const stop = () => void agent.close().then(() => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
// Started by another program, this one ends with it.
process.once("disconnect", stop);
