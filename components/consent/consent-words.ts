/** Who stands behind what is known about an app. */
export const SOURCE_NOTES = {
  operator: "An operator of this mesh put it on file.",
  registration: "It registered itself: nobody has checked its name.",
  document: "It describes itself at this address. Trust it as far as you trust that site.",
} as const;

/** Where an address leads, in words that cannot be made to look like another place. */
export function addressName(address: string): string {
  const { protocol, host, hostname } = new URL(address);
  if (protocol === "https:") return `The site ${host}`;
  if (protocol === "http:") return `A program on this computer (${hostname})`;
  return `The program on this device that opens ${protocol} links`;
}
