import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CONFORMANCE, SAMPLES, type Sample } from "./samples/catalog";
import { connectApi, type MeshApi } from "./samples/mesh-api";
import { CONFORMANCE_POLICY, POLICIES } from "./samples/policies";
import { type Program, pickPort, startProgram } from "./samples/program";
import { seedAssets, seedClients, seedDomains, seedPolicy } from "./samples/seed";
import { readState, type SamplesState, writeState } from "./samples/state";

export interface SamplesOptions {
  /** Where the mesh answers on this machine. */
  meshUrl: string;
  /** The mesh's data folder: the operator's credentials are read there, and the samples keep theirs in it. */
  homeDir: string;
  /** `conformance` adds the fixtures that protocol suites run against. */
  which: "on" | "conformance";
  /** Prints a line for a person. */
  say: (line: string) => void;
  /** Where the built programs are. */
  programsDir?: string;
}

export interface SampleMesh {
  stop(): Promise<void>;
}

/**
 * Starts the sample agents, tools and models as processes of their own and registers them with the mesh over its management API, as their owners would. They share nothing with the
 * mesh but its public interfaces. What goes wrong here is said and does not keep the mesh from serving.
 */
export async function startSamples(options: SamplesOptions): Promise<SampleMesh> {
  const isConformance = options.which === "conformance";
  const samples = isConformance ? [...SAMPLES, CONFORMANCE] : SAMPLES;
  const policies = isConformance ? [...POLICIES, CONFORMANCE_POLICY] : POLICIES;
  const programs = new Map<string, Program>();
  // Callers before callees, so that each can finish what it has begun.
  const stop = async () => {
    for (const { name } of [...samples].reverse()) await programs.get(name)?.stop();
  };
  const complain = (what: string) => (err: unknown) =>
    options.say(`  ! Sample mesh: ${what}: ${err instanceof Error ? err.message : String(err)}`);
  try {
    const api = await connectApi(options.meshUrl, options.homeDir);
    await seedDomains(api);
    const before = readState(options.homeDir);
    const clients = await seedClients(api, options.meshUrl, before.clients);
    const state: SamplesState = {
      meshUrl: options.meshUrl,
      clients,
      ports: await pickPorts(samples, before.ports),
    };
    writeState(options.homeDir, state);
    const bringUp = async (sample: Sample) => {
      const program = await start(options, api, sample, state);
      programs.set(sample.name, program);
      await seedAssets(api, sample, program.url);
    };
    await Promise.all(samples.map((sample) => bringUp(sample).catch(complain(sample.name))));
    // Policies name tools, so they come after what they name.
    for (const policy of policies) await seedPolicy(api, policy).catch(complain(policy.name));
  } catch (err) {
    complain("nothing was started")(err);
  }
  return { stop };
}

async function start(
  options: SamplesOptions,
  api: MeshApi,
  sample: Sample,
  state: SamplesState,
): Promise<Program> {
  const programsDir = options.programsDir ?? join(process.cwd(), "dist", "examples");
  const script = resolve(programsDir, `${sample.program}.mjs`);
  if (!existsSync(script)) throw new Error(`${sample.program} is not built (${script})`);
  const client = state.clients[sample.name];
  const port = state.ports[sample.name];
  if (port === undefined) throw new Error(`${sample.name} has no port`);
  return startProgram({
    name: sample.name,
    script,
    port,
    ...(sample.healthPath ? { healthPath: sample.healthPath } : {}),
    logDir: join(options.homeDir, "samples", "logs"),
    env: {
      DATA_DIR: join(options.homeDir, "samples", sample.name),
      MESH_URL: options.meshUrl,
      MESH_ISSUER: api.issuer,
      MESH_JWKS_URL: `${options.meshUrl}/oauth/jwks`,
      ...(sample.audience ? { BADGE_AUDIENCE: `${api.issuer}/${sample.audience}` } : {}),
      ...(client ? { CLIENT_ID: client.clientId, CLIENT_SECRET: client.clientSecret } : {}),
      ...sample.env,
    },
  });
}

/** One after the other, so that no two samples are given the same free port. */
async function pickPorts(
  samples: readonly Sample[],
  before: SamplesState["ports"],
): Promise<SamplesState["ports"]> {
  const ports: SamplesState["ports"] = {};
  for (const { name } of samples) {
    const taken = Object.values(ports);
    let port = await pickPort(before[name]);
    while (taken.includes(port)) port = await pickPort(undefined);
    ports[name] = port;
  }
  return ports;
}
