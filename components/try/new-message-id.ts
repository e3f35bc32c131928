/** An id for a message. `crypto.randomUUID` is there on secure origins only; this works on a plain one inside a company too. */
export function newMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
