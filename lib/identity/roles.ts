/** Roles of people and of operator programs, from least to most. `agent` is what an agent may do with the mesh itself. */
export const ROLES = ["agent", "viewer", "reviewer", "operator", "steward", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What an operation can ask for. */
export const PERMISSIONS = [
  "catalog:read",
  "calls:read",
  "audit:read",
  "audit:export",
  "registry:write",
  "policy:write",
  "changes:read",
  "changes:review",
  "clients:read",
  "clients:write",
  "keys:read",
  "keys:rotate",
  "members:read",
  "members:write",
  "calls:rate",
  "calls:make",
  "mesh:discover",
  "mesh:explain",
  "mesh:propose",
  "system:read",
  "account:own",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const VIEWER: readonly Permission[] = [
  "catalog:read",
  "calls:read",
  "audit:read",
  "changes:read",
  "mesh:discover",
  "mesh:explain",
  "mesh:propose",
  "system:read",
  "account:own",
];
const OPERATOR: readonly Permission[] = [
  ...VIEWER,
  "audit:export",
  "registry:write",
  "clients:read",
  "clients:write",
  "keys:read",
  "members:read",
  "calls:rate",
  "calls:make",
  "changes:review",
];

const GRANTED = {
  agent: ["mesh:discover", "mesh:explain", "mesh:propose"],
  viewer: VIEWER,
  reviewer: [...VIEWER, "calls:rate", "changes:review"],
  operator: OPERATOR,
  steward: [...OPERATOR, "policy:write"],
  admin: PERMISSIONS,
} satisfies Record<Role, readonly Permission[]>;

/** Whether any of the roles carries the permission. */
export function roleAllows(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => (GRANTED[role] as readonly Permission[]).includes(permission));
}

/** The least role that carries the permission: whom to ask. */
export function leastRoleFor(permission: Permission): Role {
  return ROLES.find((role) => (GRANTED[role] as readonly Permission[]).includes(permission)) ?? "admin";
}
