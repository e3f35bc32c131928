import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { digestOf } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { assetHead, assetName } from "@/lib/registry/write-asset";

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/);

const stdioServer = z.strictObject({
  name: assetName,
  /** The domain that the server belongs to; made when it does not exist. */
  domain: assetName.default("platform"),
  title: assetHead.shape.title,
  description: assetHead.shape.description,
  /** Program and arguments, one list. There is no shell: nothing in it is expanded. */
  command: z.array(z.string().min(1).max(4000)).min(1).max(100),
  /** Where it runs; an absolute path. */
  cwd: z.string().max(1000).refine(isAbsolute, "must be an absolute path").default("/"),
  /** Variables that it gets with these values. */
  env: z.record(variable, z.string().max(10_000)).default({}),
  /** Variables that it gets as the mesh has them. It gets no others, except PATH. */
  passEnv: z.array(variable).max(50).default([]),
  /** The system's user that it runs as when the mesh runs as root. Never root. */
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/)
    .refine((user) => user !== "root", "must not be root")
    .default("nobody"),
  /** Processes at most; each session of a caller has one of its own. */
  maxProcesses: z.number().int().min(1).max(256).default(16),
});

const stdioFile = z.strictObject({ servers: z.array(stdioServer).min(1).max(50) });

/** A server that the mesh runs itself and talks to over its standard input and output. */
export type StdioServer = z.infer<typeof stdioServer>;

/**
 * Reads the operator's file of servers that the mesh runs. Only this file starts programs: no request, registration or import can (43 % of the MCP vulnerabilities of early 2026 were commands from such input).
 * @throws MeshError `invalid_request` with every wrong member
 */
export function readStdioFile(path: string): StdioServer[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new MeshError("invalid_request", `SIGNALBOX_STDIO_SERVERS: ${path} cannot be read.`, { cause });
  }
  const parsed = stdioFile.safeParse(jsonOf(text));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`);
    throw new MeshError("invalid_request", `SIGNALBOX_STDIO_SERVERS: ${wrong.join("; ")}`);
  }
  const { servers } = parsed.data;
  const twice = servers.find(({ name }, at) => servers.findIndex((other) => other.name === name) !== at);
  if (twice) throw new MeshError("invalid_request", `SIGNALBOX_STDIO_SERVERS: ${twice.name} is there twice.`);
  return servers;
}

/** The address under which the registry knows a server. It changes with the entry, and with it what the operator approved. */
export function stdioUrl(server: StdioServer): string {
  return `stdio://${server.name}/${digestOf(server).slice(0, 16)}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
