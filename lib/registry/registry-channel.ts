/** Sent in the transaction that changes an asset. */
export const REGISTRY_CHANNEL = "signalbox_registry";
