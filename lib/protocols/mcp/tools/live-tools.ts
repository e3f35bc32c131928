import { LRUCache } from "lru-cache";
import { isMeshError, MeshError } from "@/lib/core/errors";
import type { Asset } from "@/lib/registry/asset";
import { type ToolDefinition, toolDigest } from "@/lib/registry/tool-digest";
import type { ToolWatch } from "@/lib/registry/tool-watch";
import { isObject } from "../wire/messages";

/** How old the last look at a server may be when a tool is called, in milliseconds. */
export const LOOK_TTL_MS = 30_000;

/** How long a tool that was once seen changed stays refused, in milliseconds, whatever later looks say: a server may show the change to some of those who ask only. */
export const CHANGE_HOLD_MS = 600_000;

/** Reads the tools that a server offers now, all pages. */
export type LookAtTools = (server: Asset<"mcp-server">) => Promise<readonly unknown[]>;

interface Seen {
  /** Digest by tool name, as approved. */
  pinned: ReadonlyMap<string, string>;
  lookedAtMs: number;
  /** Digest by tool name, as last seen; undefined for a tool that the server no longer lists. */
  digests: Map<string, string | undefined>;
  /** When each tool was last seen changed. */
  changedAtMs: Map<string, number>;
}

/** A tool is no longer what was approved. */
export type ToolDrift = (server: Asset<"mcp-server">, tool: string) => void;

/** How a tool stands to the definition that was pinned when its server was registered. */
export type ToolState = "pinned" | "changed" | "unknown";

/**
 * What servers' tools look like now, against what was approved. A server that shows a harmless tool at registration and another one later (a "rug pull") is noticed at the next list that passes through
 * the mesh, or at the latest when a call finds the last look older than 30 seconds. Once seen, it stays refused for ten minutes after it was last seen.
 */
export class LiveTools implements ToolWatch {
  readonly #look: LookAtTools;
  /** By server and version: two are in service while one is tried. */
  readonly #seen = new LRUCache<string, Seen>({ max: 10_000 });
  readonly #looking = new Map<string, Promise<void>>();
  /** Canonical JSON in JavaScript is slow and lists repeat: remembers digests by the tool's plain JSON. */
  readonly #digests = new LRUCache<string, string>({
    maxSize: 8_000_000,
    sizeCalculation: (_, key) => key.length + 64,
  });

  readonly #onDrift: ToolDrift;

  /** @param onDrift hears of a tool the first time that it is seen changed */
  constructor(look: LookAtTools, onDrift: ToolDrift = () => undefined) {
    this.#look = look;
    this.#onDrift = onDrift;
  }

  /** Takes note of tools in a list that passed through. A page does not say what is missing, so nothing is concluded from absence. */
  observe(server: Asset<"mcp-server">, tools: readonly unknown[]): void {
    const seen = this.#of(server);
    for (const tool of tools) {
      if (!isTool(tool)) continue;
      seen.digests.set(tool.name, this.digestOf(tool));
      if (this.compare(server, tool) !== "changed") continue;
      const isNew = !seen.changedAtMs.has(tool.name);
      seen.changedAtMs.set(tool.name, Date.now());
      if (isNew) this.#onDrift(server, tool.name);
    }
  }

  /** Forgets how fresh the last look is, as after `notifications/tools/list_changed`. */
  expire(server: Asset<"mcp-server">): void {
    this.#of(server).lookedAtMs = 0;
  }

  /** How a definition that was just seen compares with the pinned one. */
  compare(server: Asset<"mcp-server">, tool: ToolDefinition): ToolState {
    const pinned = this.#of(server).pinned.get(tool.name);
    if (pinned === undefined) return "unknown";
    return pinned === this.digestOf(tool) ? "pinned" : "changed";
  }

  /** How a tool stands by what is known now, without looking. */
  state(server: Asset<"mcp-server">, name: string): ToolState {
    const { pinned, digests, changedAtMs } = this.#of(server);
    const approved = pinned.get(name);
    if (approved === undefined) return "unknown";
    if (Date.now() - (changedAtMs.get(name) ?? 0) < CHANGE_HOLD_MS) return "changed";
    return digests.has(name) && digests.get(name) !== approved ? "changed" : "pinned";
  }

  /** What is known of a server's tools, without looking. */
  known(server: Asset<"mcp-server">): { lookedAtMs: number; changed: string[]; unknown: string[] } {
    const { pinned, digests, lookedAtMs } = this.#of(server);
    return {
      lookedAtMs,
      changed: [...pinned.keys()].filter((name) => this.state(server, name) === "changed"),
      unknown: [...digests.keys()].filter((name) => !pinned.has(name)),
    };
  }

  /**
   * Looks at the server unless that was done within the last 30 seconds. Callers that come while a look is under way share it.
   * @throws MeshError when the server cannot be seen: a tool that cannot be compared is not called
   */
  async refresh(server: Asset<"mcp-server">, nowMs = Date.now()): Promise<void> {
    if (nowMs - this.#of(server).lookedAtMs < LOOK_TTL_MS) return;
    const key = `${server.name} ${server.digest}`;
    const running = this.#looking.get(key) ?? this.#lookNow(server).finally(() => this.#looking.delete(key));
    this.#looking.set(key, running);
    await running;
  }

  /** @throws MeshError `tool_changed` for a tool that is no longer what was approved; `not_found` for one that never was */
  async check(server: Asset<"mcp-server">, name: string): Promise<void> {
    if (this.state(server, name) === "unknown") throw unknownTool(server, name);
    await this.refresh(server);
    if (this.state(server, name) === "changed") throw changedTool(server, name);
  }

  digestOf(tool: ToolDefinition): string {
    const { name, title, description, inputSchema, outputSchema, annotations } = tool;
    const key = JSON.stringify([name, title, description, inputSchema, outputSchema, annotations]);
    const known = this.#digests.get(key);
    if (known !== undefined) return known;
    const digest = toolDigest(tool);
    this.#digests.set(key, digest);
    return digest;
  }

  async #lookNow(server: Asset<"mcp-server">): Promise<void> {
    const startedMs = Date.now();
    let tools: readonly unknown[];
    try {
      tools = await this.#look(server);
    } catch (cause) {
      if (isMeshError(cause)) throw cause;
      throw new MeshError("upstream_error", `The tools of ${server.title} could not be read.`, { cause });
    }
    const seen = this.#of(server);
    seen.digests = new Map(server.spec.tools.map(({ name }) => [name, undefined]));
    // A tool that shows two faces in one look, one for each generation, is what the worse of them is.
    const isPinned = (tool: unknown) => isTool(tool) && this.compare(server, tool) === "pinned";
    this.observe(server, tools.filter(isPinned));
    this.observe(
      server,
      tools.filter((tool) => !isPinned(tool)),
    );
    seen.lookedAtMs = startedMs;
  }

  #of(server: Asset<"mcp-server">): Seen {
    const key = `${server.name} ${server.digest}`;
    const known = this.#seen.get(key);
    if (known) return known;
    const fresh: Seen = {
      pinned: new Map(server.spec.tools.map(({ name, digest }) => [name, digest])),
      lookedAtMs: 0,
      digests: new Map(),
      changedAtMs: new Map(),
    };
    this.#seen.set(key, fresh);
    return fresh;
  }
}

export function isTool(value: unknown): value is ToolDefinition {
  return isObject(value) && typeof value.name === "string";
}

function unknownTool(server: Asset<"mcp-server">, name: string): MeshError {
  return new MeshError("not_found", `${server.title} has no tool of that name.`, {
    detail: name.slice(0, 200),
  });
}

function changedTool(server: Asset<"mcp-server">, name: string): MeshError {
  return new MeshError(
    "tool_changed",
    `${name} is no longer the tool that was approved, so it is not called.`,
    {
      remedy: {
        message: `Ask the domain ${server.domain} to look at the new definition and register ${server.name} again.`,
        operation: { method: "POST", path: "/api/v1/mcp-servers" },
      },
    },
  );
}
