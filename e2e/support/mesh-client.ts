import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Credentials {
  id: string;
  secret: string;
}

/** The mesh under test, as programs reach it. Only what any program could do; nothing looks into the store. */
export class MeshClient {
  readonly url: string;
  readonly #home: string;
  #operatorToken: Promise<string> | undefined;
  #trafficToken: Promise<string> | undefined;

  constructor(url = `http://localhost:${process.env.E2E_PORT}`, home = process.env.E2E_HOME ?? "") {
    this.url = url;
    this.#home = home;
  }

  /** A chat completion by the sample traffic's client. @returns the call's id */
  async chat(content: string, model = "scripted-chat"): Promise<string> {
    const response = await this.#post("/v1/chat/completions", await this.#traffic(), {
      model,
      messages: [{ role: "user", content }],
    });
    return callId(response);
  }

  /** A tool call that the sample policies deny to the traffic's client. @returns the call's id */
  deniedToolCall(): Promise<string> {
    return this.callTool("crm-tools", "get_customer", { customer_id: "C-1001" });
  }

  /** A tool call by the sample traffic's client, allowed or not. @returns the call's id */
  async callTool(server: string, name: string, args: Record<string, unknown>): Promise<string> {
    const response = await this.#post(
      `/mcp/${server}`,
      await this.#traffic(),
      { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } },
      { accept: "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18" },
    );
    return callId(response);
  }

  /** A message to an agent by the sample traffic's client. @returns the answer as it came */
  async askAgent(name: string): Promise<string> {
    const message = { messageId: randomBytes(8).toString("hex"), role: "ROLE_USER", parts: [{ text: "hi" }] };
    const response = await this.#post(
      `/a2a/${name}`,
      await this.#traffic(),
      { jsonrpc: "2.0", id: 1, method: "SendMessage", params: { message } },
      { "a2a-version": "1.0" },
    );
    return response.text();
  }

  /** Many calls of one trace, all by the sample traffic's client; every hundredth is refused for its model. @returns the ids of the last that completed and the last that was refused */
  async trace(count: number): Promise<{ completed: string; refused: string }> {
    const token = await this.#traffic();
    const traceId = randomBytes(16).toString("hex");
    const found = { completed: "", refused: "" };
    let made = 0;
    const worker = async () => {
      while (made < count) {
        const refuse = ++made % 100 === 0;
        const body = {
          model: refuse ? "no-such-model" : "scripted-chat",
          messages: [{ role: "user", content: "hi" }],
        };
        const traceparent = `00-${traceId}-${randomBytes(8).toString("hex")}-01`;
        const response = await this.#post("/v1/chat/completions", token, body, { traceparent });
        await response.arrayBuffer();
        found[refuse ? "refused" : "completed"] = callId(response);
      }
    };
    await Promise.all(Array.from({ length: 24 }, worker));
    return found;
  }

  /** A change that a program asks for: a new policy, which people have to approve. @returns its number */
  async proposedPolicy(name = `asked-${randomBytes(4).toString("hex")}`): Promise<number> {
    const { number } = await this.manage<{ number: number }>("POST", "/changes", {
      title: `Keep ${name} from a model`,
      reason: "So that nobody uses it before it has been tested.",
      items: [
        {
          op: "put",
          kind: "policy",
          name,
          head: { domain: "sales", title: name },
          spec: {
            text: `@id("${name}")\nforbid (principal, action, resource == Model::"untested-${name}");\n`,
            guardrail: false,
          },
        },
      ],
    });
    return number;
  }

  /** A management operation by the bootstrap operator. */
  async manage<T>(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<T> {
    this.#operatorToken ??= this.#token(this.#operator(), "mesh admin");
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.#operatorToken}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  #post(path: string, token: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  #traffic(): Promise<string> {
    this.#trafficToken ??= this.#token(this.#sampleClient(), "mesh");
    return this.#trafficToken;
  }

  async #token({ id, secret }: Credentials, scope: string): Promise<string> {
    const response = await fetch(`${this.url}/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope }),
    });
    const answer = (await response.json()) as { access_token?: string };
    if (!answer.access_token) throw new Error(`no token: ${JSON.stringify(answer)}`);
    return answer.access_token;
  }

  #operator(): Credentials {
    const file = this.#read("operator.json") as { client_id: string; client_secret: string };
    return { id: file.client_id, secret: file.client_secret };
  }

  #sampleClient(): Credentials {
    const file = this.#read("samples.json") as {
      clients: { traffic: { clientId: string; clientSecret: string } };
    };
    return { id: file.clients.traffic.clientId, secret: file.clients.traffic.clientSecret };
  }

  #read(name: string): unknown {
    return JSON.parse(readFileSync(join(this.#home, name), "utf8"));
  }
}

function callId(response: Response): string {
  const id = response.headers.get("signalbox-call-id");
  if (!id) throw new Error(`no call id in the answer (${response.status})`);
  return id;
}
