import { resolve } from "node:path";
import { z } from "zod";
import { MeshError } from "./errors";
import { trimEnd } from "./trim-end";

const flag = z.enum(["on", "off"]).transform((text) => text === "on");

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(7400),
  HOST: z.string().min(1).max(255).default("127.0.0.1"),
  DATABASE_URL: z.string().min(1).max(2000).optional(),
  SIGNALBOX_HOME: z.string().min(1).max(1000).default(".signalbox"),
  SIGNALBOX_ROLE: z.enum(["all", "gateway", "console"]).default("all"),
  SIGNALBOX_URL: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  SIGNALBOX_SAMPLES: z.enum(["on", "off", "conformance"]).default("on"),
  SIGNALBOX_KEK: z.string().min(16).max(200).optional(),
  SIGNALBOX_ADMIN_EMAIL: z.email().max(254).optional(),
  SIGNALBOX_ADMIN_PASSWORD: z.string().min(12).max(200).optional(),
  SIGNALBOX_ALLOWED_HOSTS: z.string().max(2000).default(""),
  SIGNALBOX_EGRESS_LOOPBACK: flag.optional(),
  SIGNALBOX_EGRESS_PRIVATE: flag.default(false),
  SIGNALBOX_STDIO_SERVERS: z.string().min(1).max(1000).optional(),
  SIGNALBOX_TAXONOMY: z.string().min(1).max(2000).optional(),
  SIGNALBOX_MEANING: flag.default(true),
  SIGNALBOX_CALL_DEADLINE_MS: z.coerce.number().int().min(100).max(3_600_000).default(120_000),
  SIGNALBOX_MAX_BODY_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(64 * 1024 * 1024)
    .default(1024 * 1024),
  SIGNALBOX_RATE_LIMIT: z.coerce.number().min(1).max(1_000_000).default(5000),
  SIGNALBOX_OAUTH_REGISTRATION: flag.default(true),
  SIGNALBOX_WITNESS: z.string().max(4000).default(""),
  SIGNALBOX_LOG: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  SIGNALBOX_OIDC_ISSUER: z.url().max(500).optional(),
  SIGNALBOX_OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  SIGNALBOX_OIDC_CLIENT_SECRET: z.string().min(1).max(500).optional(),
});

/** What the process was told at its start. Read once; nothing reads the environment after that. */
export interface Config {
  port: number;
  host: string;
  /** Where the mesh is reached from outside, without a trailing slash; issuer and card addresses are made from it. */
  publicUrl: string;
  databaseUrl: string | undefined;
  homeDir: string;
  role: "all" | "gateway" | "console";
  samples: "on" | "off" | "conformance";
  kek: string | undefined;
  admin: { email: string; password: string } | undefined;
  /** Host names under which clients reach the mesh besides that of `publicUrl`, such as a service name inside a cluster. */
  allowedHosts?: readonly string[];
  /** Which addresses that are not public the mesh may call. */
  egress: { loopback: boolean; private: boolean };
  /** The operator's file of MCP servers that the mesh runs itself; nothing else makes it start a program. */
  stdioServers?: string | undefined;
  /** A taxonomy file or its address, read at the start into the vocabulary. */
  taxonomy?: string | undefined;
  /** Whether assets can be searched by what they mean: takes memory for a model of language, about 200 MiB while it is used. */
  searchByMeaning: boolean;
  callDeadlineMs: number;
  maxBodyBytes: number;
  /** Calls per second that one caller may make on the whole mesh. */
  rateLimitPerSecond: number;
  /** Addresses (http, https) and files that get each checkpoint of the audit log. */
  witnesses: readonly string[];
  /** Whether apps may register themselves (RFC 7591). */
  appRegistration: boolean;
  oidc: { issuer: string; clientId: string; clientSecret: string } | undefined;
}

/**
 * Reads the configuration from the environment.
 * @throws MeshError `invalid_request` naming each setting that is wrong
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      path: issue.path.join("."),
      message: issue.message,
    }));
    const list = issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ");
    throw new MeshError("invalid_request", `Settings are wrong: ${list}`, { issues });
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: trimEnd(e.SIGNALBOX_URL ?? `http://localhost:${e.PORT}`, "/"),
    databaseUrl: e.DATABASE_URL,
    homeDir: resolve(e.SIGNALBOX_HOME),
    role: e.SIGNALBOX_ROLE,
    samples: e.SIGNALBOX_SAMPLES,
    kek: e.SIGNALBOX_KEK,
    admin: adminOf(e.SIGNALBOX_ADMIN_EMAIL, e.SIGNALBOX_ADMIN_PASSWORD),
    allowedHosts: e.SIGNALBOX_ALLOWED_HOSTS.split(",")
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
    egress: {
      loopback: e.SIGNALBOX_EGRESS_LOOPBACK ?? e.SIGNALBOX_SAMPLES !== "off",
      private: e.SIGNALBOX_EGRESS_PRIVATE,
    },
    stdioServers: e.SIGNALBOX_STDIO_SERVERS,
    taxonomy: e.SIGNALBOX_TAXONOMY,
    searchByMeaning: e.SIGNALBOX_MEANING,
    callDeadlineMs: e.SIGNALBOX_CALL_DEADLINE_MS,
    maxBodyBytes: e.SIGNALBOX_MAX_BODY_BYTES,
    rateLimitPerSecond: e.SIGNALBOX_RATE_LIMIT,
    witnesses: witnessesOf(e.SIGNALBOX_WITNESS),
    appRegistration: e.SIGNALBOX_OAUTH_REGISTRATION,
    oidc: oidcOf(e.SIGNALBOX_OIDC_ISSUER, e.SIGNALBOX_OIDC_CLIENT_ID, e.SIGNALBOX_OIDC_CLIENT_SECRET),
  };
}

function witnessesOf(list: string): string[] {
  return list
    .split(",")
    .map((target) => target.trim())
    .filter(Boolean)
    .map((target) => (/^https?:\/\//.test(target) ? target : resolve(target)));
}

function adminOf(email: string | undefined, password: string | undefined): Config["admin"] {
  if (!email && !password) return undefined;
  if (email && password) return { email, password };
  throw new MeshError("invalid_request", "SIGNALBOX_ADMIN_EMAIL and SIGNALBOX_ADMIN_PASSWORD go together.");
}

function oidcOf(issuer?: string, clientId?: string, clientSecret?: string): Config["oidc"] {
  if (!issuer && !clientId && !clientSecret) return undefined;
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret };
  throw new MeshError(
    "invalid_request",
    "SIGNALBOX_OIDC_ISSUER, SIGNALBOX_OIDC_CLIENT_ID and SIGNALBOX_OIDC_CLIENT_SECRET go together.",
  );
}
