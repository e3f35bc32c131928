import { loadConfig } from "@/lib/core/config";
import { trimEnd } from "@/lib/core/trim-end";
import { readOperatorFile } from "@/lib/identity/operator-file";

const DEADLINE_MS = 120_000;
/** A badge lives five minutes; it is fetched anew before it could end within a request. */
const BADGE_MS = 120_000;

/** Where and as whom a command asks. */
export interface MeshOptions {
  /** Address of the mesh; the one of this machine's installation when missing. */
  url?: string | undefined;
  /** A badge with the scope admin. Without one, the operator client of this machine's installation asks. */
  token?: string | undefined;
}

/** The management API of a running mesh. */
export interface MeshClient {
  url: string;
  /** @throws Error with the code and message of the mesh's refusal */
  ask(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown>;
}

/** @throws Error when neither a token nor the installation's own client is there */
export function meshClient({ url, token }: MeshOptions): MeshClient {
  const config = loadConfig();
  const operator = readOperatorFile(config.homeDir);
  const base = trimEnd(url ?? operator?.issuer ?? config.publicUrl, "/");
  let badge: { token: string; at: number } | undefined;
  const authorization = async (): Promise<string> => {
    const given = token ?? process.env.SIGNALBOX_TOKEN;
    if (given) return `Bearer ${given}`;
    if (!operator)
      throw new Error(`There is no operator.json in ${config.homeDir}; give --token or SIGNALBOX_TOKEN.`);
    if (!badge || Date.now() - badge.at > BADGE_MS) {
      badge = { token: await fetchBadge(`${base}/oauth/token`, operator), at: Date.now() };
    }
    return `Bearer ${badge.token}`;
  };
  return {
    url: base,
    async ask(method, path, body) {
      const response = await fetch(`${base}/api/v1${path}`, {
        method,
        headers: {
          authorization: await authorization(),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: "error",
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(refusal(response.status, text));
      return JSON.parse(text) as unknown;
    },
  };
}

async function fetchBadge(
  endpoint: string,
  { client_id, client_secret }: { client_id: string; client_secret: string },
): Promise<string> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "admin" }),
    redirect: "error",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(refusal(response.status, text));
  return (JSON.parse(text) as { access_token: string }).access_token;
}

function refusal(status: number, text: string): string {
  try {
    const { error } = JSON.parse(text) as {
      error?: { code?: string; message?: string; issues?: unknown } | string;
    };
    if (typeof error === "string") return `The mesh answered ${status}: ${error}`;
    const issues = error?.issues ? ` ${JSON.stringify(error.issues)}` : "";
    return `The mesh answered ${status} ${error?.code ?? ""}: ${error?.message ?? ""}${issues}`;
  } catch {
    return `The mesh answered ${status}: ${text.slice(0, 500)}`;
  }
}
