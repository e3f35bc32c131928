import ipaddr from "ipaddr.js";

/** Which addresses besides public ones may be called. */
export interface EgressRules {
  loopback: boolean;
  private: boolean;
}

/** Where cloud machines tell anybody who asks what they are and may do, besides the ranges that are refused anyway: Azure, and AWS over IPv6. */
const METADATA = new Set(["168.63.129.16", "fd00:ec2::254"]);
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/** Why a numeric address is not called, in words that follow a colon, or undefined. @param protocol `https:` or `http:`, which is for inside addresses only */
export function addressProblem(address: string, protocol: string, rules: EgressRules): string | undefined {
  const range = rangeOf(address);
  switch (range) {
    case "unicast":
      return protocol === "https:" ? undefined : "public addresses need https";
    case "loopback":
      return rules.loopback ? undefined : INSIDE;
    case "private":
    case "uniqueLocal":
      return rules.private ? undefined : INSIDE;
    default:
      return INSIDE;
  }
}

const INSIDE = "it leads to an address inside the network";

/** The range that an address is in (RFC 6890), `unicast` for the public Internet alone. */
function rangeOf(address: string): string {
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return "metadata";
  const range = parsed.range();
  // IPv4 inside IPv6 (`::127.0.0.1`) and whatever else nobody has been given yet (RFC 4291 section 2.4). 6to4, Teredo and NAT64, which carry an IPv4 address too, have ranges of their own.
  const assigned = range !== "unicast" || !(parsed instanceof ipaddr.IPv6) || parsed.match(GLOBAL_UNICAST);
  return assigned ? range : "reserved";
}
