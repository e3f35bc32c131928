import { existsSync } from "node:fs";
import { join } from "node:path";
import { CannotRun } from "../suite";

/**
 * The path of a file or folder of the public corpora, which stand beside the project and are not part of it.
 * @throws CannotRun where they are missing
 */
export function corpus(name: string): string {
  const path = join(process.cwd(), "../shared/corpora", name);
  if (!existsSync(path)) throw new CannotRun(`the corpus ${name} is not in ../shared/corpora`);
  return path;
}
