import { z } from "zod";
import { authorOf } from "../author";
import { disableUser, enableUser, setUserRole, setUserRoleInput } from "../change-user";
import { createUser, createUserInput } from "../create-user";
import { listUsersInput, listUsers as readUsers } from "../list-users";
import { operation } from "../operation";
import { createSignInLink } from "../sign-in-link";
import { USER_ROLES } from "../user";

const userView = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.enum(USER_ROLES),
  domains: z.array(z.string()),
  hasPassword: z.boolean(),
  hasOidc: z.boolean(),
  disabledAt: z.date().optional(),
  createdAt: z.date(),
});

const byId = z.object({ userId: z.uuid() });

export const listUsers = operation({ permission: "members:read" })
  .route({ method: "GET", path: "/users", summary: "List people", tags: ["people"] })
  .input(listUsersInput.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
  .output(z.object({ users: z.array(userView), nextAfter: z.string().optional() }))
  .handler(async ({ input, context }) => {
    const { users, nextAfter } = await readUsers(context.database.db, input);
    return { users: users.map((user) => userView.parse(user)), ...(nextAfter ? { nextAfter } : {}) };
  });

/** Adds a person. Without a password the answer to `POST /users/{id}/link` lets them in. */
export const addUser = operation({ permission: "members:write" })
  .route({ method: "POST", path: "/users", summary: "Add a person", tags: ["people"] })
  .input(createUserInput)
  .output(userView)
  .handler(async ({ input, context }) =>
    userView.parse(await createUser(context.database.db, input, authorOf(context.principal))),
  );

/** A one-time sign-in link's token, valid 15 minutes. */
export const linkUser = operation({ permission: "members:write" })
  .route({
    method: "POST",
    path: "/users/{userId}/link",
    summary: "Make a one-time sign-in link",
    tags: ["people"],
  })
  .input(byId)
  .output(z.object({ token: z.string() }))
  .handler(({ input, context }) => createSignInLink(context.database.db, input, authorOf(context.principal)));

export const setRole = operation({ permission: "members:write" })
  .route({
    method: "POST",
    path: "/users/{userId}/role",
    summary: "Change a person's role",
    tags: ["people"],
  })
  .input(setUserRoleInput)
  .output(byId)
  .handler(async ({ input, context }) => {
    await setUserRole(context.database.db, input, authorOf(context.principal));
    return { userId: input.userId };
  });

/** Ends a person's access and sessions at once. */
export const stopUser = operation({ permission: "members:write" })
  .route({ method: "POST", path: "/users/{userId}/disable", summary: "Disable a person", tags: ["people"] })
  .input(byId)
  .output(byId)
  .handler(async ({ input, context }) => {
    await disableUser(context.database.db, input, authorOf(context.principal));
    return input;
  });

export const resumeUser = operation({ permission: "members:write" })
  .route({ method: "POST", path: "/users/{userId}/enable", summary: "Enable a person", tags: ["people"] })
  .input(byId)
  .output(byId)
  .handler(async ({ input, context }) => {
    await enableUser(context.database.db, input, authorOf(context.principal));
    return input;
  });
