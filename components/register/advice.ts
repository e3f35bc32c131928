import type { ErrorCode } from "@/lib/core/errors";

const ADVICE: Partial<Record<ErrorCode, string>> = {
  egress_blocked:
    "The mesh calls public addresses over https only. For services on this machine the operator starts it with SIGNALBOX_EGRESS_LOOPBACK=on, for those of a private network with SIGNALBOX_EGRESS_PRIVATE=on.",
  upstream_unreachable:
    "Check the name and the port, and that the service runs and can be reached from the machine of the mesh.",
  upstream_timeout: "The service took too long. See whether it answers at all, then look again.",
  upstream_error:
    "Something answers there, but not with this. An agent is found by its base address or the address of its card, an MCP server by its Streamable HTTP endpoint, a model by the base address that the vendor's SDK takes. If it asks for a credential, name the stored secret.",
  upstream_invalid:
    "What stands there cannot be used as it is: it is no JSON, too large, or out of bounds. Whoever runs it has to change it.",
  unavailable: "Ask an operator to put the secret into the vault, under Settings, or check its name.",
  invalid_request: "Change what is named above and look again.",
  asset_retired: "Make it active on its page in the catalog, or choose another name.",
  conflict: "Choose another name, or register it in the domain that it belongs to.",
};

/** What to do about a refusal of this kind. */
export function adviceFor(code: ErrorCode): string | undefined {
  return ADVICE[code];
}
