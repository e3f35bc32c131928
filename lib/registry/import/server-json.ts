import type { ImportedAsset, Importer } from "./importer";
import { listIn, objectIn, type Reading, textIn } from "./reading";

/** `server.json` of the MCP registry (schema 2025-12-11, and the older one with underscores). Servers at an address come over; packages are programs that an operator starts. */
export const serverJson: Importer = {
  fits: (document) =>
    /\/server\.schema\.json$/.test(textIn(document.$schema)) ||
    (textIn(document.name).includes("/") &&
      (Array.isArray(document.remotes) || Array.isArray(document.packages))),
  read(reading) {
    const document = objectIn(reading.document);
    const name = textIn(document.name);
    const short = name.split("/").at(-1) ?? name;
    reading.take(["$schema"], "exact", "format");
    reading.take(["name"], short === name ? "exact" : "approximate", "name", `It is called ${short} here.`);
    reading.take(["title"], "exact", "title");
    reading.take(["description"], "exact", "description");
    reading.take(
      ["version"],
      "approximate",
      "",
      "Versions are counted here; the server's own stands in what it says of itself.",
    );
    for (const member of ["packages"])
      reading.take(
        [member],
        "manual",
        "",
        "A package is a program. An operator names it in the file of SIGNALBOX_STDIO_SERVERS.",
      );
    const texts = { title: textIn(document.title, 200) || short, description: textIn(document.description) };
    return listIn(document.remotes).flatMap((_remote, nth) => {
      const asset = remoteOf(reading, nth, { name: nth === 0 ? short : `${short}-${nth + 1}`, ...texts });
      return asset ? [asset] : [];
    });
  },
};

function remoteOf(
  reading: Reading,
  nth: number,
  texts: Pick<ImportedAsset, "name" | "title" | "description">,
): ImportedAsset | undefined {
  const at = ["remotes", nth];
  const remote = objectIn(reading.at(at));
  const type = textIn(remote.type) || textIn(remote.transport_type);
  const url = textIn(remote.url);
  if (!/^streamable[-_]?http$|^http$/.test(type) || !URL.canParse(url)) {
    reading.take(
      at,
      "unsupported",
      "",
      `The mesh speaks Streamable HTTP at a fixed address; this is ${type || "something else"}.`,
    );
    return undefined;
  }
  for (const member of ["type", "transport_type"]) reading.take([...at, member], "exact", "protocol");
  reading.take([...at, "url"], "exact", "url");
  reading.take(
    [...at, "headers"],
    "manual",
    "auth",
    "Put the credential into the vault and name it when you register the server again.",
  );
  return { kind: "mcp-server", ...texts, register: { url, auth: { type: "none" } } };
}
