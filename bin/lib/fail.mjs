/** Ends the process with the error's own words: a stack trace tells the user of a command nothing. `DEBUG=1` shows it. */
export function fail(err) {
  console.error(process.env.DEBUG ? err : `\n${err instanceof Error ? err.message : String(err)}`);
  process.exit(1);
}
