import { readSettings } from "./settings";
import { startTrackerAgent } from "./start-tracker-agent";

const agent = await startTrackerAgent(readSettings(process.env));
console.log(`Tasklane tracker at ${agent.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void agent.close().then(() => process.exit(0)));
}
