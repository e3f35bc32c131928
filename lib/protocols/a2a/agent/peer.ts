import type { JsonObject, Method } from "../operation";

/** Operations that answer once. */
export type CallMethod = Exclude<Method, "SendStreamingMessage" | "SubscribeToTask">;
export type StreamMethod = Extract<Method, "SendStreamingMessage" | "SubscribeToTask">;

/**
 * An agent as it looks in terms of A2A 1.0, whatever it speaks: parameters and results are the protocol's JSON. Everything that has to understand a call (translation, the lists
 * of tasks, push configurations) works on this; calls that need no understanding go past it byte for byte.
 * @throws AgentFailure for an error that the agent answered, MeshError for everything else
 */
export interface Peer {
  call(method: CallMethod, params: JsonObject): Promise<JsonObject | null>;
  stream(method: StreamMethod, params: JsonObject): AsyncIterable<JsonObject>;
}
