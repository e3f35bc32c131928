import { type ImportedAsset, type Importer, secretNote } from "./importer";
import { listIn, objectIn, type Path, type Reading, textIn } from "./reading";

const VARIABLE = /\{\{\s*([A-Za-z_][A-Za-z0-9_]{0,63})\s*\}\}/g;

/** An export of ContextForge: gateways become MCP servers, prompts become prompts. */
export const contextforge: Importer = {
  fits: (document) =>
    "exported_at" in document && typeof document.entities === "object" && document.entities !== null,
  read(reading) {
    for (const member of ["version", "exported_at", "exported_by", "source_gateway", "encryption_method"])
      reading.take([member], "exact", "format");
    reading.take(["metadata"], "exact", "format");
    const entities = (group: string) => [...listIn(reading.at(["entities", group])).keys()];
    const found = [
      ...entities("gateways").flatMap((nth) => gatewayOf(reading, ["entities", "gateways", nth])),
      ...entities("prompts").flatMap((nth) => promptOf(reading, ["entities", "prompts", nth])),
    ];
    for (const nth of entities("tools")) toolOf(reading, ["entities", "tools", nth]);
    reading.take(
      ["entities", "servers"],
      "manual",
      "",
      "A virtual server is a choice of tools; write it as a policy that permits them.",
    );
    reading.take(
      ["entities", "resources"],
      "unsupported",
      "",
      "Resources come with the server that has them.",
    );
    reading.take(["entities", "roots"], "unsupported", "", "Roots belong to clients.");
    return found;
  },
};

function gatewayOf(reading: Reading, at: Path): ImportedAsset[] {
  const gateway = objectIn(reading.at(at));
  const name = textIn(gateway.name, 100);
  const url = textIn(gateway.url, 2000);
  const transport = textIn(gateway.transport) || "SSE";
  if (!/^STREAMABLE_?HTTP$/i.test(transport) || !URL.canParse(url)) {
    reading.take(at, "unsupported", "", `The mesh speaks Streamable HTTP; this is ${transport}.`);
    return [];
  }
  reading.take([...at, "name"], "exact", "name");
  reading.take([...at, "description"], "exact", "description");
  reading.take([...at, "url"], "exact", "url");
  reading.take([...at, "transport"], "exact", "protocol");
  reading.take([...at, "tags"], "exact", "tags");
  for (const member of [
    "auth_type",
    "auth_value",
    "auth_username",
    "auth_password",
    "auth_token",
    "auth_headers",
  ])
    reading.take([...at, member], "manual", "auth", secretNote(`${name}-key`));
  const tags = listIn(gateway.tags)
    .map((tag) => textIn(tag, 60))
    .filter(Boolean)
    .slice(0, 30);
  const description = textIn(gateway.description);
  return [
    { kind: "mcp-server", name, title: name, description, tags, register: { url, auth: { type: "none" } } },
  ];
}

function toolOf(reading: Reading, at: Path): void {
  const tool = objectIn(reading.at(at));
  if (textIn(tool.integration_type).toUpperCase() === "REST")
    reading.take(
      at,
      "manual",
      "",
      "A tool over REST is an operation of an API: import its OpenAPI document.",
    );
  else
    reading.take(
      at,
      "exact",
      "tools",
      "It comes with its server, pinned as it is when the server is looked at.",
    );
}

function promptOf(reading: Reading, at: Path): ImportedAsset[] {
  const prompt = objectIn(reading.at(at));
  const name = textIn(prompt.name, 100);
  const template = typeof prompt.template === "string" ? prompt.template.slice(0, 100_000) : "";
  if (!template) return [];
  const told = new Map(
    listIn(prompt.arguments).map((one) => [textIn(objectIn(one).name, 64), objectIn(one)]),
  );
  const used = [...new Set([...template.matchAll(VARIABLE)].map(([, variable]) => variable as string))];
  reading.take([...at, "name"], "exact", "name");
  reading.take([...at, "description"], "exact", "description");
  reading.take(
    [...at, "template"],
    /\{%/.test(template) ? "approximate" : "exact",
    "messages",
    /\{%/.test(template) ? "Conditions and loops stay text." : "",
  );
  reading.take(
    [...at, "arguments"],
    "approximate",
    "variables",
    "Variables are those that the text names; each is a string.",
  );
  const variables = used.map((variable) => {
    const description = textIn(told.get(variable)?.description, 1000);
    return { name: variable, type: "string" as const, ...(description ? { description } : {}) };
  });
  const spec = {
    messages: [{ role: "user", content: template }],
    ...(variables.length > 0 ? { variables } : {}),
  };
  return [{ kind: "prompt", name, title: name, description: textIn(prompt.description), spec }];
}
