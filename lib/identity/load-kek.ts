import { hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MeshError } from "@/lib/core/errors";

const KEK_BYTES = 32;

/**
 * The key-encryption key: 32 bytes derived from the configured text (HKDF-SHA256, RFC 5869) or, without one, a random key kept in `<homeDir>/kek` with mode 0600.
 * It never enters the database, so a dump of the database opens nothing.
 * @throws MeshError `unavailable` when the file is damaged
 */
export function loadKek(config: { kek: string | undefined; homeDir: string }): Buffer {
  if (config.kek) {
    return Buffer.from(hkdfSync("sha256", config.kek, "signalbox", "key-encryption-key", KEK_BYTES));
  }
  const file = join(config.homeDir, "kek");
  const text = readIfThere(file) ?? createOnce(file, config.homeDir);
  const kek = Buffer.from(text.trim(), "base64url");
  if (kek.length !== KEK_BYTES) {
    throw new MeshError(
      "unavailable",
      `The key-encryption key in ${file} is damaged; restore it from a backup.`,
    );
  }
  return kek;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new MeshError("unavailable", `The key-encryption key in ${file} cannot be read.`, { cause: err });
  }
}

/** A link appears whole or not at all: two processes starting at once agree on one key, and none reads a half-written file. */
function createOnce(file: string, homeDir: string): string {
  mkdirSync(homeDir, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, randomBytes(KEK_BYTES).toString("base64url"), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "EEXIST") throw err;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, "utf8");
}
