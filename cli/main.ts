import { apply } from "./apply";
import { exportRegistry } from "./export";
import { importFile } from "./import";
import { verify } from "./verify";

const USAGE = `signalbox <command>

  verify <bundle>                 verify an exported bundle, offline
  verify --database [<url>]       verify the log in a database (default: DATABASE_URL, or the mesh's own in SIGNALBOX_HOME)
  verify --url <url> --token <t>  verify the log of a running mesh over HTTP

    --key <vkey or file>          the log's verifier key, from a place you trust
    --checkpoint <file>           a checkpoint you kept: shows a log that was cut or rolled back
    --proof-json <entry id>       with --database or --url: print the proof of one entry for other verifiers
    --json                        print the result as JSON

  export <folder>                 write the registry as files, one an asset: <domain>/<kind>/<name>.yaml
  apply <folder>                  make the registry what the files say; the same files again change nothing

    --dry-run                     say what would happen, file by file and member by member, and change nothing
    --reason <text>               goes on record
    --json                        print the report as JSON
    --url <url> --token <t>       another mesh than this machine's, or another badge than that of its operator client

  import <file> --domain <domain> take the assets of another product's file into a running mesh

    --dry-run                     only say what would happen
    --on-conflict <what>          skip, update, rename or fail (default) where a name is taken
    --format <format>             when it is not found out from the file
    --json                        print the result as JSON
    --url <url> --token <t>       another mesh than this machine's, or another badge than that of its operator client

Exit code 0: verified, or done. 1: something is wrong or was refused. 2: it could not be checked or reached.`;

const COULD_NOT_RUN = 2;

async function main(argv: string[]): Promise<number> {
  const [command, ...rest] = argv;
  if (command === "verify") return verify(rest);
  if (command === "export") return exportRegistry(rest);
  if (command === "apply") return apply(rest);
  if (command === "import") return importFile(rest);
  console.error(USAGE);
  return command === undefined || command === "help" || command === "--help" ? 0 : COULD_NOT_RUN;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (err) {
  console.error(process.env.DEBUG ? err : err instanceof Error ? err.message : String(err));
  process.exitCode = COULD_NOT_RUN;
}
