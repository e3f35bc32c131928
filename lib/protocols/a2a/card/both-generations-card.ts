import { legacyCard } from "../front/legacy-card";
import { asObject, type JsonObject } from "../operation";

/**
 * One document that clients of 1.0 and of 0.3 read: the members of both side by side. Only security schemes have the same name and different shapes; each entry carries both. For requests
 * without a version, which may come from either.
 */
export async function bothGenerationsCard(card: JsonObject): Promise<JsonObject> {
  const legacy = await legacyCard(card);
  const current = asObject(card.securitySchemes) ?? {};
  const older = asObject(legacy.securitySchemes) ?? {};
  const securitySchemes = Object.fromEntries(
    Object.entries(current).map(([name, scheme]) => [
      name,
      { ...asObject(older[name]), ...asObject(scheme) },
    ]),
  );
  return { ...legacy, ...card, securitySchemes };
}
