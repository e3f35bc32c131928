import type { Permission, Role } from "@/lib/identity/roles";

/** What a permission lets somebody do, in words, and the part of the product that it is about. */
export const PERMISSION_WORDS = {
  "catalog:read": { area: "Catalog", text: "See agents, tools, models, policies and domains" },
  "registry:write": { area: "Catalog", text: "Register, change, suspend and certify what is in the catalog" },
  "policy:write": { area: "Catalog", text: "Write policies, which decide what may be called" },
  "changes:read": { area: "Changes", text: "See what is asked for, and what reviewers say" },
  "changes:review": { area: "Changes", text: "Approve changes of others, or ask for other ones" },
  "mesh:propose": { area: "Changes", text: "Ask for a change, which others have to approve" },
  "calls:read": { area: "Calls", text: "See calls, their decisions, contents and costs" },
  "calls:make": { area: "Calls", text: "Try agents, tools and models from the console, under policy" },
  "calls:rate": { area: "Calls", text: "Rate what agents answered" },
  "mesh:discover": { area: "Calls", text: "Find what policy lets them use" },
  "mesh:explain": { area: "Calls", text: "Ask why a call of theirs was denied" },
  "audit:read": { area: "Audit", text: "Read the audit log and verify it" },
  "audit:export": { area: "Audit", text: "Export the audit log with its proofs" },
  "members:read": { area: "People", text: "See people, their roles and sessions" },
  "members:write": { area: "People", text: "Invite people, change roles, end sessions, stop accounts" },
  "account:own": { area: "People", text: "Look after their own sessions, password and apps" },
  "clients:read": { area: "Programs", text: "See clients: the accounts of agents and programs" },
  "clients:write": { area: "Programs", text: "Add, rotate, revoke and stop clients" },
  "keys:read": { area: "Mesh", text: "See signing keys and the names of stored credentials" },
  "keys:rotate": { area: "Mesh", text: "Rotate the keys that sign badges, cards and the audit log" },
  "system:read": { area: "Mesh", text: "See the version, the database and the replicas" },
} as const satisfies Record<Permission, { area: string; text: string }>;

/** What each role is for. */
export const ROLE_WORDS = {
  agent: "A program that only calls the mesh. People do not have it.",
  viewer: "Looks at everything that happens and changes nothing.",
  reviewer: "A viewer who also reviews changes and rates answers.",
  operator: "Runs the mesh: registers, suspends, keeps clients and credentials.",
  steward: "An operator who also writes policies, in the domains they are given.",
  admin: "Everything, people and signing keys included.",
} as const satisfies Record<Role, string>;
