import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EntryProof } from "@/lib/audit/read-entry-proof";
import { CannotRun } from "../suite";

const SOURCE = join(process.cwd(), "../shared/tools/tlogverify/main.go");
const GO_MODULES = "/usr/share/gocode";

/** A verifier of tiled logs that shares no code with the mesh: golang.org/x/mod/sumdb. */
export interface GoVerifier {
  version: string;
  /** What it says of a proof: a line that begins with OK or FAIL. */
  verdict(proof: EntryProof): string;
  close(): void;
}

/** @throws CannotRun without the Go toolchain and its modules (Debian: golang-go golang-golang-x-mod-dev) or the verifier's source */
export function buildGoVerifier(): GoVerifier {
  if (!existsSync(SOURCE))
    throw new CannotRun("the independent verifier is not in ../shared/tools/tlogverify");
  const version = goVersion();
  const folder = mkdtempSync(join(tmpdir(), "signalbox-tlog-"));
  const program = join(folder, "tlogverify");
  execFileSync("go", ["build", "-o", program, SOURCE], {
    env: { ...process.env, GO111MODULE: "off", GOPATH: GO_MODULES },
    cwd: folder,
  });
  const file = join(folder, "proof.json");
  return {
    version,
    verdict(proof) {
      writeFileSync(file, JSON.stringify(proof));
      try {
        return execFileSync(program, [file]).toString();
      } catch (err) {
        return String((err as { stdout: Buffer }).stdout);
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function goVersion(): string {
  try {
    if (!existsSync(join(GO_MODULES, "src/golang.org/x/mod"))) throw new Error("no golang.org/x/mod");
    return execFileSync("go", ["env", "GOVERSION"]).toString().trim();
  } catch (cause) {
    throw new CannotRun("there is no Go toolchain (apt-get install golang-go golang-golang-x-mod-dev)", {
      cause,
    });
  }
}
