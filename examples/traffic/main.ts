import { readOptions } from "./options";
import { progressBar } from "./progress-bar";
import { runTraffic } from "./run-traffic";
import { summarise } from "./summary";

try {
  const options = readOptions(process.argv.slice(2), process.env);
  console.log(`Sending ${options.tasks} tasks through ${options.meshUrl}, ${options.concurrency} at a time`);
  const startedAt = performance.now();
  const bar = progressBar(options.tasks, process.stdout);
  const all = await runTraffic(options, ({ scenario, outcome }) =>
    bar.tick(`${scenario}: ${outcome.verdict}${outcome.code ? ` (${outcome.code})` : ""}`),
  );
  bar.end();
  const { lines, unexpected } = summarise(all, performance.now() - startedAt);
  for (const line of lines) console.log(line);
  process.exitCode = unexpected === 0 ? 0 : 1;
} catch (err) {
  console.error(err instanceof Error ? err.message : String(err));
  process.exitCode = 1;
}
