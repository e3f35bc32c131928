import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { MeshError } from "@/lib/core/errors";
import { serviceKey } from "@/lib/core/services";
import { addressProblem, type EgressRules } from "./address-problem";

export interface EgressRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer | Readable;
  signal?: AbortSignal;
  /** How long the first byte of the answer may take, in milliseconds. Default 30 s. */
  headersTimeoutMs?: number;
  /** How long the answer may pause between two pieces, in milliseconds. Default 60 s. */
  bodyTimeoutMs?: number;
}

/** The only way out of the mesh: every upstream, card, key set and webhook address goes through here. */
export interface Egress {
  /** @throws MeshError `egress_blocked`, `upstream_unreachable`, `upstream_timeout`, `cancelled`. Redirects are returned, never followed. */
  request(request: EgressRequest): Promise<Dispatcher.ResponseData>;
  /** Checks an address without calling it: scheme, user info, port and, for literal addresses, the range. @throws MeshError `egress_blocked` */
  check(url: string): URL;
  close(): Promise<void>;
}

export const egressService = serviceKey<Egress>("egress");

const CONNECT_TIMEOUT_MS = 2000;
const HEADERS_TIMEOUT_MS = 30_000;
const BODY_TIMEOUT_MS = 60_000;
/** Mail, remote shells, databases: never what an agent's address means, and useful to an attacker who can choose one. */
const FORBIDDEN_PORTS = new Set([
  19, 21, 22, 23, 25, 53, 110, 111, 135, 139, 143, 389, 445, 465, 587, 636, 993, 995, 3306, 3389, 5432, 6379,
  9200, 11211, 27017,
]);

/** Asks for all addresses of a name. */
export type Resolve = (
  hostname: string,
  options: { all: true; verbatim: true },
  callback: (err: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Opens connections under the rules. The address is checked once resolved and the connection goes to that very address, so a second, different DNS answer changes nothing.
 * @param resolve the system's resolver unless a test brings its own
 */
export function createEgress(rules: EgressRules, resolve: Resolve = dnsLookup): Egress {
  const agent = new Agent({
    connections: 256,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
    connect: guardedConnector(rules, resolve),
  });
  return {
    check: (url) => checkUrl(url, rules),
    async request(request) {
      const url = checkUrl(request.url, rules);
      try {
        return await agent.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: request.method as Dispatcher.HttpMethod,
          headers: request.headers,
          body: request.body ?? null,
          signal: request.signal,
          headersTimeout: request.headersTimeoutMs ?? HEADERS_TIMEOUT_MS,
          bodyTimeout: request.bodyTimeoutMs ?? BODY_TIMEOUT_MS,
        });
      } catch (err) {
        throw upstreamError(err, request.signal);
      }
    },
    close: () => agent.destroy(),
  };
}

function checkUrl(text: string, rules: EgressRules): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw blocked("it is not an address", cause);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw blocked("only http and https are allowed");
  if (url.username || url.password) throw blocked("it carries user information");
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  if (FORBIDDEN_PORTS.has(port)) throw blocked(`port ${port} is never called`);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const address = isIP(host) ? host : LOCALHOST.test(host) ? "127.0.0.1" : undefined;
  const problem = address === undefined ? undefined : addressProblem(address, url.protocol, rules);
  if (problem !== undefined) throw blocked(problem);
  return url;
}

/** Means this machine whatever a resolver says (RFC 6761 section 6.3). */
const LOCALHOST = /(?:^|\.)localhost\.?$/;

type LookupCallback = (
  err: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Names are checked like literal addresses, once it is known what they mean. */
function guardedConnector(rules: EgressRules, resolve: Resolve): buildConnector.connector {
  const over = (protocol: string) => {
    const lookup = guardedLookup(resolve, (address) => addressProblem(address, protocol, rules));
    return buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup });
  };
  const [secure, plain] = [over("https:"), over("http:")];
  return (options, callback) => (options.protocol === "https:" ? secure : plain)(options, callback);
}

/** What a refused look-up fails with. */
class RefusedAddress extends Error {
  readonly code = "EGRESS_BLOCKED";
}

function guardedLookup(resolve: Resolve, problemOf: (address: string) => string | undefined) {
  return (
    hostname: string,
    options: { all?: boolean; family?: number | string },
    callback: LookupCallback,
  ): void => {
    resolve(hostname, { all: true, verbatim: true }, (err, addresses) => {
      if (err) return callback(err, []);
      // One inside address among public ones is an attack or a mistake: refuse all of them.
      const problem = addresses.map(({ address }) => problemOf(address)).find(Boolean);
      const [first] = addresses;
      if (problem !== undefined || first === undefined) {
        return callback(new RefusedAddress(problem ?? "its name has no address"), []);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function blocked(reason: string, cause?: unknown): MeshError {
  return new MeshError("egress_blocked", `The mesh does not call this address: ${reason}.`, { cause });
}

const TIMEOUTS = new Set(["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** What a failed upstream connection means to the caller. Exported for bodies, which fail after the request has been answered. */
export function upstreamError(err: unknown, signal?: AbortSignal): MeshError {
  if (signal?.aborted) {
    if ((signal.reason as { name?: unknown } | undefined)?.name === "TimeoutError")
      return new MeshError("upstream_timeout", "The callee did not answer in time.", { cause: err });
    return signal.reason instanceof MeshError
      ? signal.reason
      : new MeshError("cancelled", "The caller went away.", { cause: err });
  }
  const code = (err as { code?: string }).code ?? "";
  if (err instanceof RefusedAddress) return blocked(err.message, err);
  if (TIMEOUTS.has(code))
    return new MeshError("upstream_timeout", "The callee did not answer in time.", { cause: err });
  return new MeshError("upstream_unreachable", "The callee could not be reached.", {
    cause: err,
    detail: code,
  });
}
