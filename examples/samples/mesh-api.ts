import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const TIMEOUT_MS = 20_000;
const operatorFile = z.object({ client_id: z.string(), client_secret: z.string() });
const tokenReply = z.object({ access_token: z.string(), expires_in: z.number() });
const metadata = z.object({ issuer: z.string() });
const problem = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** A refusal of the management API. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The management API as an operator's program uses it. */
export interface MeshApi {
  /** Who issues badges: the mesh's public address. */
  issuer: string;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  put(path: string, body: unknown): Promise<unknown>;
}

/** Connects with the operator's credentials that the mesh left in its data folder. @throws Error when they are not there or are refused */
export async function connectApi(meshUrl: string, homeDir: string): Promise<MeshApi> {
  const operator = operatorFile.parse(JSON.parse(readFileSync(join(homeDir, "operator.json"), "utf8")));
  const { issuer } = metadata.parse(
    await read(await ask(`${meshUrl}/.well-known/oauth-authorization-server`)),
  );
  let token = { value: "", endsAtMs: 0 };

  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    if (Date.now() > token.endsAtMs - 10_000) {
      token = await clientToken(meshUrl, operator.client_id, operator.client_secret, "admin");
    }
    const headers: Record<string, string> = { authorization: `Bearer ${token.value}` };
    const init: RequestInit = { method, headers };
    if (body !== undefined) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(body);
    }
    return read(await ask(`${meshUrl}/api/v1${path}`, init));
  };
  return {
    issuer,
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, body),
    put: (path, body) => send("PUT", path, body),
  };
}

/** A badge for a client's own account (RFC 6749 section 4.4). */
export async function clientToken(
  meshUrl: string,
  clientId: string,
  clientSecret: string,
  scope: string,
): Promise<{ value: string; endsAtMs: number }> {
  const response = await ask(`${meshUrl}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
  });
  const { access_token, expires_in } = tokenReply.parse(await read(response));
  return { value: access_token, endsAtMs: Date.now() + expires_in * 1000 };
}

function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return text === "" ? undefined : JSON.parse(text);
  const told = problem.safeParse(parsed(text));
  if (told.success) throw new ApiError(told.data.error.code, told.data.error.message);
  throw new ApiError(String(response.status), text.slice(0, 300));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
