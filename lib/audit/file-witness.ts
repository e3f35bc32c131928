import { rename, writeFile } from "node:fs/promises";
import { log } from "@/lib/core/log";

/**
 * Keeps the newest checkpoint in a file outside the database. That is what a cut or restored database is told by, and the file can be copied to where nobody who owns the
 * database can reach it. One write at a time; under load only the newest is written.
 * @param path replaced as a whole, so a reader never sees half a checkpoint
 */
export function fileWitness(path: string): (note: string) => void {
  let newest: string | undefined;
  let writing = false;
  const write = async () => {
    writing = true;
    try {
      for (let note = newest; note !== undefined; note = newest) {
        newest = undefined;
        await writeFile(`${path}.new`, note, { mode: 0o644 });
        await rename(`${path}.new`, path);
      }
    } catch (err) {
      log.warn({ err, path }, "the newest checkpoint could not be kept outside the database");
    } finally {
      writing = false;
    }
  };
  return (note) => {
    newest = note;
    if (!writing) void write();
  };
}
