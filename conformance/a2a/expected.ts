/** What neither the agent nor the mesh in front of it passes, and why. */
export const EXPECTED: Readonly<Record<string, string>> = {};
