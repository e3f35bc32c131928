import { connect, createServer, type Server, type Socket } from "node:net";
import { pause } from "./support/wait";

/** What the line does to what passes. */
export interface Line {
  /** Before each piece, both ways. */
  latencyMs: number;
  /** Bytes a second towards the caller; 0 for as fast as it goes. */
  bytesPerSecond: number;
  /** Swallows everything, both ways, without closing: a machine that vanished. */
  vanished: boolean;
  /** Takes connections and resets them at once. */
  refusing: boolean;
}

/** A TCP proxy that misbehaves on purpose between a caller and a server. */
export interface FaultProxy {
  port: number;
  /** Connections that are open now. */
  readonly open: number;
  /** Changes the line, for open connections too. */
  set(line: Partial<Line>): void;
  /** Resets every open connection (RST, not FIN). @returns how many */
  reset(): number;
  /** Ends the direction towards the caller on every open connection and goes on reading. */
  halfClose(): void;
  close(): Promise<void>;
}

const CLEAN: Line = { latencyMs: 0, bytesPerSecond: 0, vanished: false, refusing: false };
const PIECES_PER_SECOND = 20;

/** @param target where connections lead */
export async function startFaultProxy(target: { host?: string; port: number }): Promise<FaultProxy> {
  const line: Line = { ...CLEAN };
  const pairs = new Set<{ caller: Socket; server: Socket }>();
  const listener: Server = createServer({ allowHalfOpen: true, noDelay: true }, (caller) => {
    if (line.refusing) return void caller.resetAndDestroy();
    const server = connect({
      host: target.host ?? "127.0.0.1",
      port: target.port,
      allowHalfOpen: true,
      noDelay: true,
    });
    const pair = { caller, server };
    pairs.add(pair);
    const drop = (hadError: boolean) => {
      if (caller.destroyed && server.destroyed) pairs.delete(pair);
      if (line.vanished || !hadError) return;
      caller.destroy();
      server.destroy();
    };
    for (const socket of [caller, server]) {
      socket.on("error", () => {});
      socket.on("close", drop);
    }
    void carry(caller, server, line, false);
    void carry(server, caller, line, true);
  });
  await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
  return {
    port: (listener.address() as { port: number }).port,
    get open() {
      return pairs.size;
    },
    set: (change) => void Object.assign(line, change),
    reset() {
      const count = pairs.size;
      for (const { caller, server } of pairs) {
        caller.resetAndDestroy();
        server.destroy();
      }
      return count;
    },
    halfClose() {
      for (const { caller } of pairs) caller.end();
    },
    async close() {
      line.vanished = false;
      for (const { caller, server } of pairs) {
        caller.destroy();
        server.destroy();
      }
      await new Promise((done) => listener.close(done));
    },
  };
}

/** Passes one direction on, piece by piece, as the line is at that moment. */
async function carry(from: Socket, to: Socket, line: Line, limited: boolean): Promise<void> {
  try {
    // Plain iteration would destroy the socket at its end, and with it what is still to be written there.
    for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (line.vanished) continue;
      if (line.latencyMs > 0) await pause(line.latencyMs);
      await (limited && line.bytesPerSecond > 0 ? trickle(chunk, to, line) : write(to, chunk));
    }
    if (!line.vanished) to.end();
  } catch {
    if (!line.vanished) to.destroy();
  }
}

async function trickle(chunk: Buffer, to: Socket, line: Line): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const rate = line.bytesPerSecond || Number.POSITIVE_INFINITY;
    const size = Math.min(chunk.length - at, Math.max(1, Math.floor(rate / PIECES_PER_SECOND)));
    if (!line.vanished) await write(to, chunk.subarray(at, at + size));
    at += size;
    if (Number.isFinite(rate)) await pause((size / rate) * 1000);
  }
}

async function write(to: Socket, chunk: Buffer): Promise<void> {
  if (to.destroyed || to.write(chunk)) return;
  await new Promise<void>((done) => {
    const ready = () => {
      to.off("drain", ready).off("close", ready);
      done();
    };
    to.on("drain", ready).on("close", ready);
  });
}
