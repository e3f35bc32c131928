import type { Importer } from "./importer";
import { listIn, objectIn, textIn } from "./reading";

/** An OpenAPI 3 document. It is kept whole; its operations are what can be called. */
export const openapi: Importer = {
  fits: (document) => typeof document.openapi === "string" && typeof document.info === "object",
  read(reading) {
    const document = objectIn(reading.document);
    const info = objectIn(document.info);
    const title = textIn(info.title, 200) || "api";
    reading.take(["info", "title"], "exact", "title");
    reading.take(["info", "description"], "exact", "description");
    const base = textIn(objectIn(listIn(document.servers)[0]).url);
    const usable = URL.canParse(base);
    reading.take(
      ["servers", 0],
      usable ? "exact" : "manual",
      "base address",
      usable ? "" : "The address is not absolute; register the API with the address at which it answers.",
    );
    for (const nth of listIn(document.servers).keys())
      reading.take(["servers", nth], "approximate", "document", "One address is called: the first.");
    for (const member of ["security"])
      reading.take(
        [member],
        "manual",
        "auth",
        "Name a stored secret for the API; the document only says which kind it takes.",
      );
    for (const member of Object.keys(document).filter((one) => one !== "info" && one !== "servers"))
      reading.take([member], "exact", "document");
    for (const member of Object.keys(info)) reading.take(["info", member], "exact", "document");
    if (!usable) return [];
    const description = textIn(info.description) || textIn(info.summary);
    return [
      {
        kind: "api",
        name: title,
        title,
        description,
        spec: { document, baseUrl: base, auth: { type: "none" } },
      },
    ];
  },
};
