import { z } from "zod";
import { receipt } from "@/lib/audit/receipt.schema";
import { authorOf } from "../author";
import { disableUser, enableUser, setUserRole, setUserRoleInput } from "../change-user";
import { createUser, createUserInput } from "../create-user";
import { listUsersInput, readUser, listUsers as readUsers } from "../list-users";
import { operation } from "../operation";
import { createSignInLink } from "../sign-in-link";
import { USER_ROLES } from "../user";

/** A person as others see them. */
export const userView = z.object({
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

export type UserView = z.infer<typeof userView>;

const byId = z.object({ userId: z.uuid() });
const done = byId.extend(receipt.shape);

export const listUsers = operation({ permission: "members:read" })
  .route({ method: "GET", path: "/users", summary: "List people", tags: ["people"] })
  .input(listUsersInput.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
  .output(z.object({ users: z.array(userView), nextAfter: z.string().optional() }))
  .handler(async ({ input, context }) => {
    const { users, nextAfter } = await readUsers(context.database.db, input);
    return { users: users.map((user) => userView.parse(user)), ...(nextAfter ? { nextAfter } : {}) };
  });

export const getUser = operation({ permission: "members:read" })
  .route({ method: "GET", path: "/users/{userId}", summary: "Read a person", tags: ["people"] })
  .input(byId)
  .output(userView)
  .handler(async ({ input, context }) => userView.parse(await readUser(context.database.db, input)));

/** Adds a person. Without a password the answer to `POST /users/{id}/link` lets them in. */
export const addUser = operation({ permission: "members:write" })
  .route({ method: "POST", path: "/users", summary: "Add a person", tags: ["people"] })
  .input(createUserInput)
  .output(userView.extend(receipt.shape))
  .handler(async ({ input, context }) => {
    const { entryId, ...user } = await createUser(context.database.db, input, authorOf(context.principal));
    return { ...userView.parse(user), entryId };
  });

/** Adds a person and makes their first sign-in link, both or neither. They choose a password themselves. */
export const inviteUser = operation({ permission: "members:write" })
  .route({ method: "POST", path: "/users/invite", summary: "Invite a person by a link", tags: ["people"] })
  .input(createUserInput.omit({ password: true }))
  .output(userView.extend({ token: z.string() }).extend(receipt.shape))
  .handler(({ input, context }) =>
    context.database.db.transaction(async (tx) => {
      const author = authorOf(context.principal);
      const { entryId, ...user } = await createUser(tx, input, author);
      const { token } = await createSignInLink(tx, { userId: user.id }, author);
      return { ...userView.parse(user), token, entryId };
    }),
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
  .output(z.object({ token: z.string() }).extend(receipt.shape))
  .handler(({ input, context }) => createSignInLink(context.database.db, input, authorOf(context.principal)));

export const setRole = operation({ permission: "members:write" })
  .route({
    method: "POST",
    path: "/users/{userId}/role",
    summary: "Change a person's role",
    tags: ["people"],
  })
  .input(setUserRoleInput)
  .output(done)
  .handler(async ({ input, context }) => {
    const { entryId } = await setUserRole(context.database.db, input, authorOf(context.principal));
    return { userId: input.userId, entryId };
  });

/** Ends a person's access and sessions at once. */
export const stopUser = operation({ permission: "members:write" })
  .route({ method: "POST", path: "/users/{userId}/disable", summary: "Disable a person", tags: ["people"] })
  .input(byId)
  .output(done)
  .handler(async ({ input, context }) => {
    const { entryId } = await disableUser(context.database.db, input, authorOf(context.principal));
    return { userId: input.userId, entryId };
  });

export const resumeUser = operation({ permission: "members:write" })
  .route({ method: "POST", path: "/users/{userId}/enable", summary: "Enable a person", tags: ["people"] })
  .input(byId)
  .output(done)
  .handler(async ({ input, context }) => {
    const { entryId } = await enableUser(context.database.db, input, authorOf(context.principal));
    return { userId: input.userId, entryId };
  });
