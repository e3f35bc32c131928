/** Where the mesh itself answers over A2A. No agent can be called `-`, so that nothing below it is an agent's. */
export const JSON_RPC_PATH = "/a2a";
export const HTTP_JSON_PATH = "/a2a/-";

/** Where its card is, by its address alone. */
export const OWN_CARD_PATH = "/.well-known/agent-card.json";
