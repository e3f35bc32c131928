import type { Db } from "@/db/client";
import { listTaxonomyFiles } from "@/db/queries/taxonomies";
import { joinTaxonomies, type Taxonomy, type Term } from "./taxonomy";
import { type FileTerm, type TaxonomyFile, taxonomyFile } from "./taxonomy-file.schema";

/** The vocabulary of this mesh: its own terms and those of the files that were imported. */
export async function readTaxonomy(db: Db): Promise<Taxonomy> {
  const files = await listTaxonomyFiles(db);
  return joinTaxonomies(files.map(({ content }) => taxonomyOfFile(taxonomyFile.parse(content))));
}

/** The terms of a file. The root of an OASF tree, which has no number, says nothing and is left out. */
export function taxonomyOfFile(file: TaxonomyFile): Taxonomy {
  return { skills: termsOf(file.skills), fields: termsOf(file.domains) };
}

function termsOf(list: readonly FileTerm[]): Term[] {
  const uids = new Map(list.map(({ name, uid }) => [name, uid]));
  return list
    .filter(({ name, uid }) => uid !== undefined || !/^base_(skill|domain)$/.test(name))
    .map(({ name, caption, words, oasf }) => ({
      id: name,
      title: caption,
      oasf: oasf ?? (uids.get(name) === undefined ? undefined : name),
      oasfId: numberOf(name, uids),
      words:
        words ??
        caption
          .toLowerCase()
          .split(/[^\p{L}\p{N}]+/u)
          .filter((word) => word.length > 2),
    }));
}

/** OASF numbers a term by two digits for each step of its path. */
function numberOf(name: string, uids: ReadonlyMap<string, number | undefined>): number | undefined {
  const parts = name.split("/");
  let number = 0;
  for (let depth = 1; depth <= parts.length; depth++) {
    const uid = uids.get(parts.slice(0, depth).join("/"));
    if (uid === undefined || uid > 99) return undefined;
    number = number * 100 + uid;
  }
  return number;
}
