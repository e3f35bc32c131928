import type { MeshError } from "@/lib/core/errors";
import type { Usage } from "@/lib/cost/usage";
import type { Failure } from "@/lib/gateway/call";
import type { ModelSpec } from "@/lib/registry/kinds/model";

/** What a request body must be for any model door; everything else in it is between caller and provider. */
export interface ModelRequest {
  model: string;
  [member: string]: unknown;
}

/** Reads a stream on the side, event by event. */
export interface StreamReader {
  /** Takes one event with its terminator; false keeps it from the caller. */
  read(event: Buffer): boolean;
  /** Once the stream has ended or was cut. Undefined when nothing was used. */
  usage(): Usage | undefined;
  failure(): Failure | undefined;
}

/** One thing that a model endpoint can be asked for. */
export interface Endpoint {
  /** As it stands in records. */
  method: string;
  capability: ModelSpec["capabilities"][number];
  /** After the base address of the model's spec. */
  path: string;
}

/** What a vendor's format needs to be passed through and understood on the side. */
export interface Dialect {
  protocol: ModelSpec["api"];
  /** Request headers that belong to the format, to pass on. Anything else a caller sends stays here. */
  requestHeaders(headers: Headers): Record<string, string>;
  /** Members to replace besides `model`, as JSON text. */
  replacements(body: ModelRequest, endpoint: Endpoint): Record<string, string>;
  /** The usage in a whole answer, or undefined when it has none. */
  usageOf(answer: Record<string, unknown>, upstreamModel: string): Usage | undefined;
  streamReader(request: { body: ModelRequest; requestBytes: number; upstreamModel: string }): StreamReader;
  errorResponse(err: MeshError): Response;
  /** An error in the midst of a stream, as one server-sent event that the vendor's SDK raises. */
  errorEvent(err: MeshError): string;
}
