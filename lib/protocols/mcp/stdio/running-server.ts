import { setTimeout as pause } from "node:timers/promises";
import {
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
} from "@modelcontextprotocol/server";
import { log } from "@/lib/core/log";
import { textOf } from "@/lib/core/text-of";
import type { Backoff } from "./backoff";
import { type Child, startChild } from "./child";
import type { StdioServer } from "./read-stdio-file";

const REPLAY = "signalbox-replay";
const REPLAY_MS = 10_000;

/**
 * The process behind one session, started anew when it ends. A new process is introduced as the old one was (`initialize`, log level, subscriptions), so the session outlives it; what a server keeps in memory does not.
 */
export class RunningServer {
  readonly #server: StdioServer;
  readonly #toClient: (message: JSONRPCMessage) => void;
  /** Requests that the process has not answered, by id; the newest last. */
  readonly unanswered = new Map<string | number, JSONRPCRequest>();
  readonly #backoff: Backoff;
  readonly #introduction = new Map<string, JSONRPCMessage>();
  #child: Child | undefined;
  #starting: Promise<Child> | undefined;
  #replayed: (() => void) | undefined;
  #over = false;

  constructor(server: StdioServer, backoff: Backoff, toClient: (message: JSONRPCMessage) => void) {
    this.#server = server;
    this.#backoff = backoff;
    this.#toClient = toClient;
  }

  /** Hands a message of the client to the process; one that cannot be handed over is answered with an error. */
  async send(message: JSONRPCMessage): Promise<void> {
    if (isJSONRPCRequest(message)) this.unanswered.set(message.id, message);
    try {
      const child = await this.#running();
      this.#remember(message);
      if (!child.send(message)) this.#failed("The server's process ended before it was asked.");
    } catch (err) {
      log.info({ err, server: this.#server.name }, "a stdio server does not run");
      this.#failed("The server's process does not start.");
    }
  }

  async stop(): Promise<void> {
    this.#over = true;
    await this.#child?.stop();
  }

  #running(): Promise<Child> {
    if (this.#child) return Promise.resolve(this.#child);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<Child> {
    const waitMs = this.#backoff.waitMs();
    if (waitMs > 0) await pause(waitMs, undefined, { ref: false });
    if (this.#over) throw new Error("the session is over");
    this.#backoff.started();
    let startFailed: (why: string) => void = () => {};
    const failed = new Promise<never>((_, reject) => {
      startFailed = (why) => reject(new Error(why));
    });
    failed.catch(() => {});
    const child = startChild(this.#server, {
      message: (message) => this.#received(message),
      gone: (why) => {
        this.#backoff.ended();
        if (this.#child === child) this.#child = undefined;
        startFailed(why);
        this.#failed(why);
      },
    });
    await Promise.race([this.#introduce(child), failed]);
    this.#child = child;
    return child;
  }

  /** Says to a new process what the client said to the one before. */
  async #introduce(child: Child): Promise<void> {
    const initialize = this.#introduction.get("initialize");
    if (!initialize) return;
    const answered = new Promise<void>((done) => {
      this.#replayed = done;
    });
    child.send({ ...initialize, id: REPLAY } as JSONRPCMessage);
    await Promise.race([
      answered,
      pause(REPLAY_MS, undefined, { ref: false }).then(() => {
        throw new Error("the server did not answer initialize");
      }),
    ]);
    for (const [key, message] of this.#introduction) {
      if (key === "initialize") continue;
      child.send("id" in message ? ({ ...message, id: `${REPLAY}-${key}` } as JSONRPCMessage) : message);
    }
  }

  #remember(message: JSONRPCMessage): void {
    if (!("method" in message)) return;
    const uri = textOf(message.params?.uri);
    switch (message.method) {
      case "initialize":
      case "notifications/initialized":
      case "logging/setLevel":
        this.#introduction.set(message.method, message);
        return;
      case "resources/subscribe":
        this.#introduction.set(`subscription ${uri}`, message);
        return;
      case "resources/unsubscribe":
        this.#introduction.delete(`subscription ${uri}`);
        return;
      default:
    }
  }

  #received(message: JSONRPCMessage): void {
    if (isJSONRPCResponse(message)) {
      if (String(message.id).startsWith(REPLAY)) {
        if (message.id === REPLAY) this.#replayed?.();
        return;
      }
      this.#toClient(message);
      if (message.id !== undefined) this.unanswered.delete(message.id);
      return;
    }
    this.#toClient(message);
  }

  /** Nobody will answer what was asked: it may have happened or not, and the caller is told that it is not known. */
  #failed(why: string): void {
    for (const id of [...this.unanswered.keys()]) {
      this.#toClient({ jsonrpc: "2.0", id, error: { code: -32603, message: why } });
      this.unanswered.delete(id);
    }
  }
}
