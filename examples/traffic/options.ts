import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";

/** What a run does and as whom. */
export interface TrafficOptions {
  meshUrl: string;
  client: { clientId: string; clientSecret: string };
  tasks: number;
  /** Tasks under way at the same time. */
  concurrency: number;
}

const numbers = z.object({
  tasks: z.coerce.number().int().min(1).max(1_000_000),
  concurrency: z.coerce.number().int().min(1).max(256),
});
const secret = z.object({ clientId: z.string(), clientSecret: z.string() });
const stateFile = z.object({ meshUrl: z.string(), clients: z.looseObject({ traffic: secret }) });

/** Reads the command line, and the credentials of the sample traffic from the mesh's data folder. @throws Error with what to do */
export function readOptions(args: string[], env: Record<string, string | undefined>): TrafficOptions {
  const { values } = parseArgs({
    args,
    options: {
      tasks: { type: "string", default: "50" },
      concurrency: { type: "string", default: "4" },
      home: { type: "string", default: env.SIGNALBOX_HOME || ".signalbox" },
      url: { type: "string" },
    },
  });
  const { tasks, concurrency } = numbers.parse(values);
  const file = join(resolve(values.home), "samples.json");
  const { meshUrl, clients } = readStateFile(file);
  return {
    meshUrl: (values.url ?? meshUrl).replace(/\/+$/, ""),
    client: clients.traffic,
    tasks,
    concurrency,
  };
}

function readStateFile(file: string) {
  try {
    return stateFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const advice = "Start the mesh with its samples first: npm start.";
    throw new Error(`There are no credentials for sample traffic in ${file}. ${advice}`, { cause });
  }
}
