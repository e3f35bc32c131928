import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type FirstTokenRequest, firstToken } from "./first-token";
import { type LoadRequest, load, type Round } from "./load";
import { type PacedRequest, pacedLoad } from "./paced-load";
import { serveRawProxy } from "./raw-proxy";
import { serveUpstream } from "./upstream";

const FLAG = "--bench-child";
const program = fileURLToPath(import.meta.url);

/** A process of this benchmark: an upstream, a proxy or the client. */
export type Work =
  | { role: "upstream" }
  | { role: "raw-proxy"; upstream: string }
  | { role: "load"; request: LoadRequest }
  | { role: "paced-load"; request: PacedRequest }
  | { role: "first-token"; request: FirstTokenRequest };

/** Starts a server in a process of its own; resolves with its address. */
export async function startChild(work: Work): Promise<{ url: string; child: ChildProcess }> {
  const { child, message } = forkWork(work);
  return { url: (await message) as string, child };
}

/** One round of load from a fresh process, so that no case pays for the garbage of another. */
export async function loadInChild(request: LoadRequest): Promise<Round> {
  return (await forkWork({ role: "load", request }).message) as Round;
}

/** Requests at a fixed pace from a fresh process. */
export async function pacedLoadInChild(request: PacedRequest): Promise<Round> {
  return (await forkWork({ role: "paced-load", request }).message) as Round;
}

/** The wait for the first streamed byte in milliseconds, measured from a fresh process. */
export async function firstTokenInChild(request: FirstTokenRequest): Promise<number> {
  return (await forkWork({ role: "first-token", request }).message) as number;
}

function forkWork(work: Work): { child: ChildProcess; message: Promise<unknown> } {
  const child = fork(program, [FLAG, JSON.stringify(work)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const message = new Promise<unknown>((resolve, reject) => {
    child.once("message", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the process for ${work.role} ended with ${code}`)));
  });
  return { child, message };
}

/** True in a process that was started for one piece of work; it then does that and nothing else. */
export async function workAsChild(): Promise<boolean> {
  const [, , flag, text] = process.argv;
  if (flag !== FLAG || !process.send || text === undefined) return false;
  const work = JSON.parse(text) as Work;
  // A parent that dies takes its servers with it.
  process.once("disconnect", () => process.exit(0));
  process.send(await resultOf(work), () => {
    if (work.role !== "upstream" && work.role !== "raw-proxy") process.exit(0);
  });
  return true;
}

function resultOf(work: Work): Promise<unknown> {
  switch (work.role) {
    case "upstream":
      return serveUpstream();
    case "raw-proxy":
      return serveRawProxy(work.upstream);
    case "load":
      return load(work.request);
    case "paced-load":
      return pacedLoad(work.request);
    case "first-token":
      return firstToken(work.request);
    default:
      return work satisfies never;
  }
}
