import type { Dialect, Endpoint, ModelRequest } from "../dialect";

/** How one vendor's chat is said in the other's format. What cannot be said there is refused, never left out silently, where leaving it out would change what the caller gets. */
export interface Translation {
  /** The upstream's format, in which its answers are counted. */
  dialect: Dialect;
  /** Where the request goes in the upstream's format. */
  endpoint: Endpoint;
  /** @throws MeshError `invalid_request` for a body that the caller's format does not allow, `unsupported_operation` for what the upstream's format has no words for */
  request(body: ModelRequest, upstreamModel: string): Record<string, unknown>;
  /** @throws MeshError `upstream_invalid` for an answer that is none */
  answer(answer: Record<string, unknown>): object;
  stream(body: ModelRequest): StreamTranslation;
}

/** Turns the events of one stream into the other format's, as they come. */
export interface StreamTranslation {
  /** The data of one event, parsed. @returns events as text, possibly none @throws MeshError `upstream_invalid` */
  take(data: Record<string, unknown>): string;
  /** When the upstream has ended. @throws MeshError `upstream_invalid` when it ended in the middle */
  end(): string;
}
