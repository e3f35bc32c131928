import type { ImportedAsset, Importer } from "./importer";
import { objectIn, type Reading, textIn } from "./reading";

const GROUPS = ["mcpServers", "servers"] as const;

/** Client configurations: `.mcp.json` and files with `mcpServers` or `servers`. */
export const mcpServers: Importer = {
  fits: (document) =>
    GROUPS.some((group) =>
      Object.values(objectIn(document[group])).some(
        (one) => "command" in objectIn(one) || "url" in objectIn(one),
      ),
    ),
  read(reading) {
    return GROUPS.flatMap((group) =>
      Object.keys(objectIn(reading.at([group]))).flatMap((name) => {
        const asset = serverOf(reading, group, name);
        return asset ? [asset] : [];
      }),
    );
  },
};

function serverOf(reading: Reading, group: string, name: string): ImportedAsset | undefined {
  const at = [group, name];
  const server = objectIn(reading.at(at));
  const url = textIn(server.url, 2000);
  const take = (member: string, fidelity: "exact" | "manual" | "unsupported", to: string, note?: string) =>
    reading.take([...at, member], fidelity, to, note);
  for (const member of ["command", "args", "env", "cwd"])
    take(
      member,
      "manual",
      "",
      "The mesh starts no programs from files. An operator names it in the file of SIGNALBOX_STDIO_SERVERS.",
    );
  if (textIn(server.type) === "sse") {
    take(
      "type",
      "unsupported",
      "",
      "The mesh speaks Streamable HTTP; HTTP with server-sent events was its predecessor.",
    );
    take("url", "manual", "", "Ask the server's operator for its Streamable HTTP endpoint.");
    return undefined;
  }
  if (!URL.canParse(url)) return undefined;
  take("type", "exact", "protocol");
  take("url", "exact", "url");
  for (const member of ["headers", "oauth"])
    take(
      member,
      "manual",
      "auth",
      "Put the credential into the vault and name it when you register the server again.",
    );
  return {
    kind: "mcp-server",
    name,
    title: name,
    description: "",
    register: { url, auth: { type: "none" } },
  };
}
