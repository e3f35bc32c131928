import { randomBytes } from "node:crypto";
import type { Db } from "@/db/client";
import {
  claimMcpHeldCall,
  deleteOldMcpHeldCalls,
  findMcpHeldCall,
  insertMcpHeldCall,
  type McpHeldCallRow,
  takeMcpHeldCallOutcome,
  updateMcpHeldCallOutcome,
} from "@/db/queries/mcp-held-calls";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import {
  isNotification,
  isRequest,
  isResponse,
  type RpcMessage,
  type RpcRequest,
  type RpcResponse,
} from "../wire/messages";
import { PATIENCE_MS } from "./open-stream";
import type { SessionHeaders } from "./post";

/** Marks the mesh's own `requestState` and its version. */
const STATE_PREFIX = "sbx1.";
const LOOK_MS = 200;

/** Whose call it is and in which session of the callee it runs. */
export interface HeldFor {
  server: string;
  owner: string;
  session: SessionHeaders;
}

/** What the callee sent up to its next question or its answer. */
export interface Outcome {
  notes: RpcMessage[];
  stop:
    | { kind: "answer"; response: RpcResponse }
    | { kind: "question"; question: Question }
    | { kind: "lost"; message: string };
}

/** A question of the callee and the state with which the caller's next request answers it. */
export interface Question {
  key: string;
  request: { method: string; params?: unknown };
  state: string;
}

/**
 * Calls that stopped because their callee asks the caller something. The caller's revision has no open channel for that: it gets the question as a result and comes back with a second request, perhaps at
 * another replica. This one keeps reading the callee's stream and writes down what comes next.
 */
export class HeldCalls {
  readonly #db: Db;
  /** Requests of this process that wait for an outcome, so that they need not wait for the next look. */
  readonly #wake = new Map<string, () => void>();

  constructor(db: Db) {
    this.#db = db;
  }

  static owns(state: unknown): state is string {
    return typeof state === "string" && state.startsWith(STATE_PREFIX);
  }

  /** Holds a call at a question and goes on reading its stream in the background. */
  async hold(by: HeldFor, question: RpcRequest, rest: AsyncGenerator<RpcMessage>): Promise<Question> {
    const held = await this.#put(by, question);
    await deleteOldMcpHeldCalls(this.#db, PATIENCE_MS);
    this.#follow(by, held.state, rest).catch((err: unknown) => log.error({ err }, "a held call was lost"));
    return held;
  }

  /** The call behind a state, claimed: its question is answered once. @throws MeshError `invalid_request` for a state of somebody else, an old or a used one */
  async claim(state: string, server: string, owner: string): Promise<McpHeldCallRow> {
    const idHash = sha256Hex(state);
    const row = await findMcpHeldCall(this.#db, idHash);
    const mine = row && row.server === server && row.owner === owner;
    if (!mine || !(await claimMcpHeldCall(this.#db, idHash))) {
      throw new MeshError("invalid_request", "This request state is not known here. Start the call anew.");
    }
    return row;
  }

  /** What came after the question; waits for it. */
  async outcome(idHash: string, signal: AbortSignal): Promise<Outcome> {
    while (!signal.aborted) {
      const text = await takeMcpHeldCallOutcome(this.#db, idHash);
      if (text !== undefined) return JSON.parse(text) as Outcome;
      await this.#pause(idHash);
    }
    throw signal.reason instanceof MeshError
      ? signal.reason
      : new MeshError("cancelled", "The caller went away.");
  }

  #pause(idHash: string): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#wake.delete(idHash);
        resolve();
      };
      const timer = setTimeout(finish, LOOK_MS);
      this.#wake.set(idHash, finish);
    });
  }

  async #put(by: HeldFor, question: RpcRequest): Promise<Question> {
    const state = `${STATE_PREFIX}${randomBytes(24).toString("base64url")}`;
    const { method, params, id } = question;
    await insertMcpHeldCall(this.#db, {
      idHash: sha256Hex(state),
      server: by.server,
      owner: by.owner,
      upstreamId: by.session.id ?? null,
      protocolVersion: by.session.revision ?? "",
      inputs: { input: id },
    });
    return { key: "input", request: { method, ...(params ? { params } : {}) }, state };
  }

  async #follow(by: HeldFor, first: string, rest: AsyncGenerator<RpcMessage>): Promise<void> {
    let state = first;
    for (;;) {
      const outcome = await this.#collect(by, rest);
      const idHash = sha256Hex(state);
      await updateMcpHeldCallOutcome(this.#db, idHash, JSON.stringify(outcome));
      this.#wake.get(idHash)?.();
      if (outcome.stop.kind !== "question") return;
      state = outcome.stop.question.state;
    }
  }

  async #collect(by: HeldFor, rest: AsyncGenerator<RpcMessage>): Promise<Outcome> {
    const notes: RpcMessage[] = [];
    try {
      for (let next = await rest.next(); !next.done; next = await rest.next()) {
        const message = next.value;
        if (isNotification(message)) notes.push(message);
        else if (isResponse(message)) return { notes, stop: { kind: "answer", response: message } };
        else if (isRequest(message))
          return { notes, stop: { kind: "question", question: await this.#put(by, message) } };
      }
      return { notes, stop: { kind: "lost", message: "The callee ended its stream without an answer." } };
    } catch (err) {
      return { notes, stop: { kind: "lost", message: toMeshError(err).message } };
    }
  }
}
