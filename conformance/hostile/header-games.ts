import { JSON_DOORS } from "./doors";
import type { Findings, Part } from "./findings";
import { ask } from "./http";
import type { Stage } from "./stage";

/** What a client may write into its headers to be somebody else, somewhere else, or something of the mesh's own. */
const SENT: Record<string, string> = {
  "x-tenant": "evil",
  "x-tenant-id": "evil",
  forwarded: "for=10.9.8.7;host=evil.example",
  "x-forwarded-for": "10.9.8.7",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
  "x-forwarded-user": "evil",
  "x-real-ip": "10.9.8.7",
  "x-original-url": "/api/v1/clients",
  "x-rewrite-url": "/api/v1/clients",
  "x-http-method-override": "DELETE",
  "x-amzn-trace-id": "evil",
  "x-hono-already-sent": "true",
  "x-middleware-subrequest": "middleware:middleware",
  "x-api-key": "evil-key",
  cookie: "session=evil",
  "proxy-authorization": "Basic ZXZpbDpldmls",
  te: "trailers",
  "keep-alive": "timeout=999",
  "x-named-by-connection": "evil",
  connection: "keep-alive, x-named-by-connection, authorization",
  "signalbox-call-id": "00000000-0000-7000-8000-00000000evil",
  "signalbox-replayed": "true",
  "signalbox-principal": "user:evil",
  "signalbox-evil": "evil",
  referer: "https://evil.example/secret",
  "user-agent": "evil/1.0",
  "openai-organization": "evil",
  baggage: "evil=1",
};

/** The only headers that a caller chooses and a callee sees. */
const PASSED = new Set([
  "traceparent",
  "tracestate",
  "content-type",
  "accept",
  "a2a-version",
  "a2a-extensions",
  "x-a2a-extensions",
  "anthropic-version",
  "anthropic-beta",
  "mcp-method",
  "mcp-name",
  "mcp-protocol-version",
  "mcp-session-id",
]);
/** What HTTP itself and the mesh put there. */
const OWN = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "authorization",
  "signalbox-call-id",
]);

/** What a callee may write into its answer to be believed to be the mesh. */
const ANSWERED: Record<string, string> = {
  "set-cookie": "session=evil",
  "access-control-allow-origin": "*",
  "strict-transport-security": "max-age=0",
  "content-security-policy": "default-src *",
  "www-authenticate": 'Basic realm="evil"',
  "proxy-authenticate": "Basic",
  "x-named-by-connection": "evil",
  connection: "close, x-named-by-connection",
  "keep-alive": "timeout=999",
  upgrade: "evil",
  location: "https://evil.example/",
  refresh: "0;url=https://evil.example/",
  link: "<https://evil.example>; rel=preload",
  server: "evil",
  "x-powered-by": "evil",
  "signalbox-call-id": "evil",
  "signalbox-replayed": "true",
  "x-hono-already-sent": "true",
  "alt-svc": 'h3=":443"',
  "clear-site-data": '"*"',
};

const PATHS = [
  "//v1/messages",
  "/v1//messages",
  "/./v1/messages",
  "/x/../v1/messages",
  "/v1/./messages",
  "/v1/x/../messages",
  "/v1/%6dessages",
  "/v1%2fmessages",
  "/v1/messages/",
  "/v1/messages;x=1",
  "/v1;x/messages",
  "/v1/messages%00",
  "/v1/messages%20",
  "/V1/messages",
  "/v1/messages.json",
  "/v1/messages#x",
  "/%2e%2e/v1/messages",
  "/v1/..%2f..%2fapi/v1/clients",
  "/a2a/..%2f..%2fmcp%2fyes-tools",
  "/a2a/%2e%2e/mcp/yes-tools",
  "/a2a/yes-agent%2f..%2fyes-agent",
  "/a2a/yes-agent/../../mcp/yes-tools",
  "/a2a/yes-agent%00",
  "/a2a/YES-AGENT",
  "/a2a/yes-agent;evil",
  "/a2a/%79es-agent/",
  "/mcp/yes-tools%2f",
  "/mcp/../v1/messages",
  "/mcp/%2e%2e%2fyes-tools",
  "/a2a/yes-agent/%2e%2e%2f%2e%2e%2fadmin",
  "/a2a/yes-agent/message%3asend",
  "/a2a/-",
  "/a2a/-/",
  "/a2a/-/../yes-agent",
  "/a2a/%2d/message:send",
  "/a2a/-/-/message:send",
  "/a2a/%ff%fe",
  "/a2a/%",
];

/** Headers and paths with more than one meaning: what a client says of itself counts for nothing, what is between two parties stays between them, and a path leads where it says or nowhere. */
export const headerGames: Part = async (stage, findings) => {
  for (const door of JSON_DOORS) {
    const { headers, ...rest } = door.ask(Buffer.from(JSON.stringify(door.sample)));
    const { authorization: _, ...sent } = SENT;
    const reply = await ask(stage, { ...rest, headers: { ...sent, ...headers } });
    findings.check(`headers/${door.name}/carried`, reply.status < 500, () => `${reply.status} ${reply.text}`);
    for (const hit of stage.upstream.hitsOf(reply.traceId)) {
      const foreign = Object.entries(hit.headers).filter(
        ([name, value]) => (!PASSED.has(name) && !OWN.has(name)) || /evil/.test(String(value)),
      );
      findings.check(`headers/${door.name}/to the callee`, foreign.length === 0, () =>
        JSON.stringify(foreign),
      );
    }
  }
  await answers(stage, findings);
  await paths(stage, findings);
  await origins(stage, findings);
};

async function answers(stage: Stage, findings: Findings): Promise<void> {
  stage.upstream.extraHeaders = ANSWERED;
  try {
    for (const door of JSON_DOORS) {
      const reply = await ask(stage, door.ask(fresh(door.sample)));
      const kept = Object.entries(reply.headers).filter(
        ([name, value]) => name !== "connection" && name !== "keep-alive" && ANSWERED[name] === String(value),
      );
      findings.check(`headers/${door.name}/from the callee`, kept.length === 0, () => JSON.stringify(kept));
    }
  } finally {
    stage.upstream.extraHeaders = {};
  }
}

/** The same message under another id: a repeated one would be answered from the record. */
function fresh(sample: unknown): Buffer {
  return Buffer.from(JSON.stringify(sample).replace(/"m-\d"/, `"${crypto.randomUUID()}"`));
}

async function paths(stage: Stage, findings: Findings): Promise<void> {
  const body = Buffer.from('{"model":"c","messages":[{"role":"user","content":"hello"}],"max_tokens":5}');
  for (const path of PATHS) {
    for (const method of ["GET", "POST"]) {
      const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
      const reply = await ask(stage, { method, path, headers, ...(method === "POST" ? { body } : {}) });
      const hits = stage.upstream.hitsOf(reply.traceId);
      const fine =
        reply.status < 500 &&
        (reply.status < 400 || hits.length === 0) &&
        hits.every(({ url }) => url === "/anthropic/v1/messages");
      findings.check(
        `paths/${method} ${path}`,
        fine,
        () => `${reply.status}, upstream ${hits.map(({ url }) => url)}: ${reply.text}`,
      );
    }
  }
}

/** A page of another site cannot read answers, nor have its own name mean the mesh. */
async function origins(stage: Stage, findings: Findings): Promise<void> {
  for (const door of JSON_DOORS) {
    const one = door.ask(Buffer.from(JSON.stringify(door.sample)));
    const foreign = await ask(stage, { ...one, headers: { ...one.headers, host: "evil.example" } });
    findings.check(
      `headers/${door.name}/foreign host`,
      foreign.status === 403,
      () => `${foreign.status} ${foreign.text}`,
    );
    const page = await ask(stage, { ...one, headers: { ...one.headers, origin: "https://evil.example" } });
    const opened =
      page.headers["access-control-allow-origin"] ?? page.headers["access-control-allow-credentials"];
    findings.check(`headers/${door.name}/no answer for foreign pages`, opened === undefined, () =>
      String(opened),
    );
  }
}
