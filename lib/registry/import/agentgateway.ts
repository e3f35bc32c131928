import { suggestName } from "../preview/lines";
import { type ImportedAsset, type Importer, secretNote } from "./importer";
import { listIn, objectIn, type Path, type Reading, textIn } from "./reading";

const PROVIDERS = new Map([
  ["openai", { api: "openai", url: "https://api.openai.com/v1" }],
  ["anthropic", { api: "anthropic", url: "https://api.anthropic.com" }],
]);
const POLICY_NOTES: Record<string, string> = {
  cors: "The mesh answers its own console only; browsers of other sites are refused.",
  jwtAuth: "Callers have badges of the mesh; trust the issuer under Settings to exchange its tokens.",
  apiKey: "Callers have badges of the mesh; add a client for each of them.",
  localRateLimit: "Write it as an asset of kind limit.",
  retry: "The mesh retries by its own budget.",
  timeout: "The deadline of calls is a setting of the mesh.",
  a2a: "Register the agent by its card.",
  backendAuth: secretNote("the backend"),
};

/** agentgateway's YAML: targets of MCP backends become servers, AI backends become models, and rules that name a tool become policies. */
export const agentgateway: Importer = {
  fits: (document) => listIn(document.binds).some((bind) => Array.isArray(objectIn(bind).listeners)),
  read(reading) {
    const found: ImportedAsset[] = [];
    for (const bind of listIn(reading.at(["binds"])).keys()) {
      reading.take(["binds", bind, "port"], "unsupported", "", "The mesh has one address.");
      for (const listener of listIn(reading.at(["binds", bind, "listeners"])).keys()) {
        for (const route of listIn(reading.at(["binds", bind, "listeners", listener, "routes"])).keys())
          found.push(...routeOf(reading, ["binds", bind, "listeners", listener, "routes", route]));
      }
    }
    return found;
  },
};

function routeOf(reading: Reading, at: Path): ImportedAsset[] {
  const found = [...listIn(reading.at([...at, "backends"])).keys()].flatMap((nth) =>
    backendOf(reading, [...at, "backends", nth]),
  );
  reading.take(
    [...at, "matches"],
    "unsupported",
    "",
    "An asset has its own address on the mesh: /mcp/<name>, /v1.",
  );
  for (const [policy, note] of Object.entries(POLICY_NOTES))
    reading.take([...at, "policies", policy], "manual", "", note);
  const servers = found.filter(({ kind }) => kind === "mcp-server").map(({ name }) => suggestName(name));
  return [...found, ...rulesOf(reading, at, servers)];
}

function backendOf(reading: Reading, at: Path): ImportedAsset[] {
  reading.take(
    [...at, "host"],
    "manual",
    "",
    "A plain host says nothing of what it speaks; register it as an agent, a server, a model or an API.",
  );
  reading.take([...at, "weight"], "unsupported", "");
  const targets = listIn(reading.at([...at, "mcp", "targets"])).keys();
  return [
    ...[...targets].flatMap((nth) => targetOf(reading, [...at, "mcp", "targets", nth])),
    ...modelOf(reading, [...at, "ai"]),
  ];
}

function targetOf(reading: Reading, at: Path): ImportedAsset[] {
  const name = textIn(reading.at([...at, "name"]), 100);
  reading.take(
    [...at, "stdio"],
    "manual",
    "",
    "The mesh starts no programs from files. An operator names it in the file of SIGNALBOX_STDIO_SERVERS.",
  );
  reading.take([...at, "sse"], "unsupported", "", "The mesh speaks Streamable HTTP.");
  reading.take([...at, "openapi"], "manual", "", "Import the OpenAPI document as an API.");
  const mcp = objectIn(reading.at([...at, "mcp"]));
  const host = textIn(mcp.host, 1000);
  const url =
    URL.canParse(host) && /^https?:/.test(host)
      ? host
      : host && `http://${host}${mcp.port ? `:${String(mcp.port)}` : ""}${textIn(mcp.path) || "/mcp"}`;
  if (!url || !URL.canParse(url)) return [];
  reading.take([...at, "name"], "exact", "name");
  for (const member of ["host", "port", "path"]) reading.take([...at, "mcp", member], "exact", "url");
  return [
    { kind: "mcp-server", name, title: name, description: "", register: { url, auth: { type: "none" } } },
  ];
}

function modelOf(reading: Reading, at: Path): ImportedAsset[] {
  const ai = objectIn(reading.at(at));
  const [provider, settings] = Object.entries(objectIn(ai.provider))[0] ?? [];
  const known = provider === undefined ? undefined : PROVIDERS.get(provider.toLowerCase());
  const upstreamModel = textIn(objectIn(settings).model, 200);
  if (provider === undefined) return [];
  if (!known || !upstreamModel) {
    reading.take(
      at,
      "manual",
      "",
      "Name the model and its address: a provider without a model passes whatever callers ask for.",
    );
    return [];
  }
  const name = textIn(ai.name, 100) || upstreamModel;
  reading.take([...at, "name"], "exact", "name");
  reading.take([...at, "provider", provider, "model"], "exact", "model there");
  const spec = { ...known, upstreamModel, capabilities: ["chat"], auth: { type: "none" } };
  return [{ kind: "model", name, title: name, description: "", spec }];
}

const ONE_TOOL = /^\s*mcp\.tool\.name\s*==\s*"([A-Za-z0-9_./-]{1,100})"\s*$/;
const USER_AND_TOOL =
  /^\s*jwt\.sub\s*==\s*"([^"\\]{1,100})"\s*&&\s*mcp\.tool\.name\s*==\s*"([A-Za-z0-9_./-]{1,100})"\s*$/;

/** CEL rules that name one tool, for everybody or for one subject. Any other rule is left to people: half an access rule is none. */
function rulesOf(reading: Reading, route: Path, servers: readonly string[]): ImportedAsset[] {
  const at = [...route, "policies", "mcpAuthorization", "rules"];
  const permits: string[] = [];
  for (const [nth, rule] of listIn(reading.at(at)).entries()) {
    const text = typeof rule === "string" ? rule : "";
    const [, subject, tool] = USER_AND_TOOL.exec(text) ?? [undefined, undefined, ONE_TOOL.exec(text)?.[1]];
    if (tool === undefined) {
      reading.take([...at, nth], "manual", "", "Write this rule as a Cedar policy.");
      continue;
    }
    reading.take(
      [...at, nth],
      "approximate",
      "policy",
      subject === undefined
        ? "Whoever has a badge may use the tool."
        : "The subject is taken to be an agent of that name.",
    );
    const who = subject === undefined ? "principal" : `principal == Agent::${JSON.stringify(subject)}`;
    const actions = servers.map((server) => `Action::${JSON.stringify(`callTool:${server}/${tool}`)}`);
    if (actions.length > 0) permits.push(`permit (${who}, action in [${actions.join(", ")}], resource);`);
  }
  if (permits.length === 0) return [];
  const name = `${servers[0] ?? "route"}-authorization`;
  const description = "Rules of an imported route.";
  return [
    { kind: "policy", name, title: name, description, spec: { text: permits.join("\n"), guardrail: false } },
  ];
}
