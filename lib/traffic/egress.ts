import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { MeshError } from "@/lib/core/errors";
import { serviceKey } from "@/lib/core/services";

/** Which addresses besides public ones may be called. */
export interface EgressRules {
  loopback: boolean;
  private: boolean;
}

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

/** Where cloud machines tell anybody who asks what they are and may do, besides the ranges that are refused anyway: Azure, and AWS over IPv6. */
const METADATA = new Set(["168.63.129.16", "fd00:ec2::254"]);

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
  if (isIP(host)) {
    if (!isAllowed(host, rules)) throw blocked(INSIDE);
    if (url.protocol === "http:" && !isInside(host)) throw blocked(NEEDS_HTTPS);
  }
  return url;
}

const NEEDS_HTTPS = "public addresses need https";

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/** The range that an address is in (RFC 6890), `unicast` for the public Internet alone. */
function rangeOf(address: string): string {
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return "metadata";
  const range = parsed.range();
  // IPv4 inside IPv6 (`::127.0.0.1`) and whatever else nobody has been given yet (RFC 4291 section 2.4). 6to4, Teredo and NAT64, which carry an IPv4 address too, have ranges of their own.
  if (range === "unicast" && parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST))
    return "reserved";
  return range;
}

function isInside(address: string): boolean {
  return rangeOf(address) !== "unicast";
}

function isAllowed(address: string, rules: EgressRules): boolean {
  const range = rangeOf(address);
  if (range === "unicast") return true;
  if (range === "loopback") return rules.loopback;
  if (range === "private" || range === "uniqueLocal") return rules.private;
  return false;
}

type LookupCallback = (
  err: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Names are checked like literal addresses, once it is known what they mean. */
function guardedConnector(rules: EgressRules, resolve: Resolve): buildConnector.connector {
  const timeout = CONNECT_TIMEOUT_MS;
  const secure = buildConnector({ timeout, lookup: guardedLookup(resolve, (to) => allowed(to, rules)) });
  const plain = buildConnector({
    timeout,
    lookup: guardedLookup(resolve, (to) => allowed(to, rules) ?? (isInside(to) ? undefined : NEEDS_HTTPS)),
  });
  return (options, callback) => (options.protocol === "https:" ? secure : plain)(options, callback);
}

/** Why an address is not called, or undefined. */
function allowed(address: string, rules: EgressRules): string | undefined {
  return isAllowed(address, rules) ? undefined : INSIDE;
}

const INSIDE = "it leads to an address inside the network";

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
      if (problem !== undefined || first === undefined)
        return callback(new RefusedAddress(problem ?? INSIDE), []);
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
