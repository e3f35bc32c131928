import { z } from "zod";
import { countAssetsByDomain, findDomain, listPeopleOfDomain } from "@/db/queries/domains";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { USER_ROLES } from "@/lib/identity/user";
import { domainDetail } from "./get-domain.schema";

const MOST_PEOPLE = 50;

/** A business domain: whose it is, and how much it has. */
export const getDomain = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/domains/{name}",
    summary: "A domain, its people and its assets",
    tags: ["registry"],
  })
  .input(z.object({ name: z.string().min(1).max(100) }))
  .output(domainDetail)
  .handler(async ({ input: { name }, context }) => {
    const { db } = context.database;
    const found = await findDomain(db, name);
    if (!found) throw new MeshError("not_found", "There is no such domain.");
    const [people, assets] = await Promise.all([
      listPeopleOfDomain(db, { name, limit: MOST_PEOPLE }),
      countAssetsByDomain(db, { name }),
    ]);
    return {
      ...found,
      createdAt: found.createdAt.toISOString(),
      people: people.map(({ id, name, role }) => ({
        id,
        name,
        role: USER_ROLES.find((one) => one === role) ?? "viewer",
      })),
      assets,
    };
  });
