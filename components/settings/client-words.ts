import type { ClientView } from "@/lib/identity/operations/clients";

/** What each kind of client is. */
export const CLIENT_KIND_WORDS = {
  agent: { label: "Agent", text: "Speaks for one agent of the catalog." },
  service: { label: "Service", text: "Any other program that calls the mesh." },
  operator: { label: "Operator", text: "A program that manages the mesh, with roles of its own." },
  app: { label: "App", text: "Acts for people who agreed, with no rights of its own." },
} as const satisfies Record<ClientView["kind"], { label: string; text: string }>;
