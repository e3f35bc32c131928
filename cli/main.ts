import { verify } from "./verify";

const USAGE = `signalbox <command>

  verify <bundle>                 verify an exported bundle, offline
  verify --database [<url>]       verify the log in a database (default: DATABASE_URL, or the mesh's own in SIGNALBOX_HOME)
  verify --url <url> --token <t>  verify the log of a running mesh over HTTP

    --key <vkey or file>          the log's verifier key, from a place you trust
    --checkpoint <file>           a checkpoint you kept: shows a log that was cut or rolled back
    --proof-json <entry id>       with --database or --url: print the proof of one entry for other verifiers
    --json                        print the result as JSON

Exit code 0: verified. 1: something is wrong. 2: it could not be checked.`;

const COULD_NOT_RUN = 2;

async function main(argv: string[]): Promise<number> {
  const [command, ...rest] = argv;
  if (command === "verify") return verify(rest);
  console.error(USAGE);
  return command === undefined || command === "help" || command === "--help" ? 0 : COULD_NOT_RUN;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (err) {
  console.error(process.env.DEBUG ? err : err instanceof Error ? err.message : String(err));
  process.exitCode = COULD_NOT_RUN;
}
