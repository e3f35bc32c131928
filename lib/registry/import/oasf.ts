import { OWN_TAXONOMY, type Term } from "../taxonomy/taxonomy";
import { assetOfCard } from "./a2a-card";
import type { ImportedAsset, Importer } from "./importer";
import { listIn, objectIn, type Path, type Reading, textIn } from "./reading";

/** A record of the Open Agentic Schema Framework. An agent comes over when the record carries its A2A card. */
export const oasf: Importer = {
  fits: (document) =>
    typeof document.schema_version === "string" && Array.isArray(document.skills) && "name" in document,
  read(reading) {
    const record = objectIn(reading.document);
    for (const member of ["schema_version", "created_at", "version"])
      reading.take([member], "exact", "format");
    const groups = ["modules", "extensions"] as const;
    const places = groups.flatMap((group) =>
      [...listIn(reading.at([group])).keys()].map((nth): Path => [group, nth]),
    );
    const agent = places.map((at) => cardIn(reading, at)).find((found) => found !== undefined);
    reading.take(
      ["locators"],
      "manual",
      "",
      "A locator says where the agent's program is, not where it answers.",
    );
    reading.take(["authors"], "unsupported", "", "An asset belongs to a domain of the mesh.");
    if (!agent) return [];
    reading.take(["name"], "exact", "name");
    reading.take(["description"], "exact", "description");
    const skills = termsOf(reading, "skills", OWN_TAXONOMY.skills);
    const [field] = termsOf(reading, "domains", OWN_TAXONOMY.fields);
    const title = textIn(record.name, 200);
    return [
      {
        ...agent,
        name: title.split("/").at(-1) ?? title,
        title,
        description: textIn(record.description) || agent.description,
        ...(skills.length > 0 ? { skills: skills.slice(0, 20) } : {}),
        ...(field ? { field } : {}),
      },
    ];
  },
};

function cardIn(reading: Reading, at: Path): ImportedAsset | undefined {
  const module = objectIn(reading.at(at));
  if (!/a2a/i.test(textIn(module.name))) {
    reading.take(
      at,
      "manual",
      "",
      `${textIn(module.name, 100) || "This module"} is not read; an MCP server is registered by its address.`,
    );
    return undefined;
  }
  const data = objectIn(module.data);
  const asset = assetOfCard(data.card_data ?? data.card ?? data);
  reading.take(
    at,
    asset ? "exact" : "manual",
    asset ? "card" : "",
    asset ? "" : "The mesh cannot use this card.",
  );
  return asset;
}

/** Terms of the mesh's vocabulary: the same one, or the one above it. */
function termsOf(reading: Reading, member: "skills" | "domains", terms: readonly Term[]): string[] {
  const found: string[] = [];
  for (const [nth, given] of listIn(reading.at([member])).entries()) {
    const path = textIn(objectIn(given).name, 200);
    const term = terms.find(({ oasf: own }) => own === path);
    const above = term ?? terms.find(({ oasf: own }) => own !== undefined && path.startsWith(`${own}/`));
    if (above) found.push(above.id);
    const fidelity = term ? "exact" : above ? "approximate" : "manual";
    const note = term
      ? ""
      : above
        ? `The vocabulary has the term above it, ${above.id}.`
        : "The vocabulary does not have it; import the OASF taxonomy.";
    reading.take([member, nth], fidelity, member === "skills" ? "skills" : "field", note);
  }
  return [...new Set(found)];
}
