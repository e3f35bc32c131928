import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { corpus } from "../support/corpus";
import { JSON_DOORS } from "./doors";
import { illegal, leaked } from "./expectations";
import { eachOf, type Part } from "./findings";
import { ask } from "./http";

/** Valid by the corpus, refused here on purpose: two readers may take different ones of two members with one name. */
const STRICTER = new Set(["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"]);
const WIDTH = 16;

/**
 * JSONTestSuite against every door that reads JSON. `y_` must be taken as JSON, `n_` must be refused by the reader, `i_` may be either; none may reach a callee, none may crash.
 */
export const jsonCorpus: Part = async (stage, findings) => {
  const folder = join(corpus("jsontestsuite"), "test_parsing");
  const files = readdirSync(folder).sort();
  const cases = JSON_DOORS.flatMap((door) =>
    files.filter((file) => !door.means?.includes(file)).map((file) => ({ door, file })),
  );
  await eachOf(cases, WIDTH, async ({ door, file }) => {
    const reply = await ask(stage, door.ask(readFileSync(join(folder, file))));
    // A body beyond the limit is refused before anybody reads it.
    const refused = door.refusedAsJson(reply) || reply.status === 413;
    const wanted = file.startsWith("i_") ? refused : file.startsWith("n_") || STRICTER.has(file);
    const wrong =
      illegal(reply) ??
      leaked(stage, reply) ??
      (refused === wanted ? undefined : `${reply.status} ${reply.text}`);
    findings.check(`json/${door.name}/${file}`, wrong === undefined, () => wrong ?? "");
  });
  findings.figures["JSON documents x doors"] = cases.length;
};
