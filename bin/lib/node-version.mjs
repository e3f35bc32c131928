/** The oldest Node that runs Signalbox. Next.js 16 and the MCP packages set the limit. */
export const OLDEST_NODE = "20.19.0";

/** Ends the process with one clear line when this Node is too old. Runs before anything that old versions cannot parse. */
export function requireNode() {
  if (isNodeSupported(process.versions.node)) return;
  console.error(
    `Signalbox needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}. Get it at https://nodejs.org.`,
  );
  process.exit(1);
}

export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE.split(".").map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
