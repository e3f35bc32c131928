import type { Permission } from "../../lib/identity/roles";

/** Who may use a door of the console. `signed-in`: whoever is; `anybody`: also whoever is not. */
export interface Access {
  needs: Permission | "signed-in" | "anybody";
  /** What is sent where the door looks at its input first. It changes nothing. */
  input?: unknown;
}

/** Every server action and what it takes. One that is missing here fails the test: say first who may use it. */
export const ACTION_ACCESS: Readonly<Record<string, Access>> = {
  "app/_auth/sign-out.ts#signOut": { needs: "anybody" },
  "app/consent/actions.ts#answer": { needs: "signed-in" },
  ...inFile("app/(console)/account/actions.ts", {
    endSession: "account:own",
    endOtherSessions: "account:own",
    changePassword: "account:own",
    stopApp: "account:own",
  }),
  ...inFile("app/(console)/catalog/actions.ts", {
    starAction: "catalog:read",
    changeStateAction: "registry:write",
    setLabelAction: "registry:write",
    removeLabelAction: "registry:write",
    certifyAction: "registry:write",
    requestCertificateAction: "mesh:propose",
  }),
  ...inFile("app/(console)/catalog/register/actions.ts", {
    previewAction: "registry:write",
    importAction: "registry:write",
  }),
  "app/(console)/catalog/register/actions.ts#registerAction": {
    needs: "registry:write",
    input: { kind: "model", input: {} },
  },
  ...inFile("app/(console)/changes/actions.ts", {
    submitAction: "mesh:propose",
    reviewAction: "changes:review",
    applyAction: "registry:write",
    startCanaryAction: "registry:write",
    endCanaryAction: "registry:write",
    breakGlassAction: "policy:write",
    revertAction: "mesh:propose",
    withdrawAction: "mesh:propose",
    commentAction: "mesh:propose",
    resolveAction: "changes:read",
    draftAction: "changes:review",
    discardAction: "changes:review",
    watchAction: "changes:read",
  }),
  ...inFile("app/(console)/cost/actions.ts", {
    proposeBudgetAction: "mesh:propose",
  }),
  ...inFile("app/(console)/policies/actions.ts", {
    proposePolicyAction: "mesh:propose",
  }),
  ...inFile("app/(console)/inbox/actions.ts", { markRead: "audit:read" }),
  ...inFile("app/(console)/settings/members/actions.ts", {
    addMember: "members:write",
    inviteMember: "members:write",
    changeMemberRole: "members:write",
    makeMemberLink: "members:write",
    stopMember: "members:write",
    resumeMember: "members:write",
    endMemberSession: "members:write",
    endMemberSessions: "members:write",
  }),
  ...inFile("app/(console)/settings/clients/actions.ts", {
    addClient: "clients:write",
    rotateClientSecret: "clients:write",
    revokeClientBadges: "clients:write",
    stopClient: "clients:write",
    resumeClient: "clients:write",
  }),
  ...inFile("app/(console)/settings/keys/actions.ts", {
    rotateKey: "keys:rotate",
    saveSecret: "registry:write",
    forgetSecret: "registry:write",
  }),
  ...inFile("app/(console)/settings/issuers/actions.ts", {
    trustIssuer: "members:write",
    distrustIssuer: "members:write",
  }),
};

const NO_CALL = "00000000-0000-7000-8000-000000000000";

/** Every route of the console's own API, as `METHOD file`, with an address of it. */
export const ROUTE_ACCESS: Readonly<Record<string, Access & { path: string }>> = {
  "GET app/api/auth/[...nextauth]/route.ts": { needs: "anybody", path: "/api/auth/csrf" },
  "POST app/api/auth/[...nextauth]/route.ts": { needs: "anybody", path: "/api/auth/callback/password" },
  "GET app/api/console/audit/entries/route.ts": { needs: "audit:read", path: "/api/console/audit/entries" },
  "GET app/api/console/audit/entries/[id]/route.ts": {
    needs: "audit:read",
    path: `/api/console/audit/entries/${NO_CALL}`,
  },
  "GET app/api/console/audit/proofs/route.ts": {
    needs: "audit:read",
    path: "/api/console/audit/proofs?index=0",
  },
  "GET app/api/console/audit/status/route.ts": { needs: "audit:read", path: "/api/console/audit/status" },
  "GET app/api/console/audit/export/route.ts": {
    needs: "audit:export",
    path: `/api/console/audit/export?call=${NO_CALL}`,
  },
  "GET app/api/live/audit/route.ts": { needs: "audit:read", path: "/api/live/audit" },
  "GET app/api/console/inbox/route.ts": { needs: "audit:read", path: "/api/console/inbox" },
  "GET app/api/console/calls/route.ts": { needs: "calls:read", path: "/api/console/calls" },
  "GET app/api/console/calls/[id]/route.ts": { needs: "calls:read", path: `/api/console/calls/${NO_CALL}` },
  "GET app/api/console/calls/[id]/proof/route.ts": {
    needs: "calls:read",
    path: `/api/console/calls/${NO_CALL}/proof`,
  },
  "GET app/api/console/calls/counts/route.ts": { needs: "calls:read", path: "/api/console/calls/counts" },
  "GET app/api/console/catalog/route.ts": { needs: "catalog:read", path: "/api/console/catalog" },
  "GET app/api/console/catalog/[kind]/[name]/route.ts": {
    needs: "catalog:read",
    path: "/api/console/catalog/model/scripted-chat",
  },
  "GET app/api/console/catalog/figures/route.ts": {
    needs: "catalog:read",
    path: "/api/console/catalog/figures?ids=00000000-0000-7000-8000-000000000000",
  },
  "GET app/api/console/costs/route.ts": { needs: "calls:read", path: "/api/console/costs" },
  "GET app/api/console/costs/export/route.ts": { needs: "calls:read", path: "/api/console/costs/export" },
  "GET app/api/console/costs/forecast/route.ts": { needs: "calls:read", path: "/api/console/costs/forecast" },
  "GET app/api/console/costs/anomalies/route.ts": {
    needs: "calls:read",
    path: "/api/console/costs/anomalies",
  },
  "GET app/api/console/graph/route.ts": { needs: "calls:read", path: "/api/console/graph" },
  "GET app/api/console/overview/route.ts": { needs: "calls:read", path: "/api/console/overview" },
  "GET app/api/console/policies/words/route.ts": {
    needs: "catalog:read",
    path: "/api/console/policies/words?kind=Agent",
  },
  "POST app/api/console/policies/check/route.ts": {
    needs: "catalog:read",
    path: "/api/console/policies/check",
    input: { name: "rules", domain: "sales", guardrail: false, text: "" },
  },
  "GET app/api/console/search/route.ts": { needs: "calls:read", path: "/api/console/search?q=crm" },
  "GET app/api/live/calls/route.ts": { needs: "calls:read", path: "/api/live/calls" },
  "GET app/api/console/v1/[...path]/route.ts": { needs: "catalog:read", path: "/api/console/v1/assets" },
  "POST app/api/console/v1/[...path]/route.ts": {
    needs: "registry:write",
    path: "/api/console/v1/domains",
    input: { name: "Not a name", title: "" },
  },
  "PUT app/api/console/v1/[...path]/route.ts": {
    needs: "mesh:propose",
    path: "/api/console/v1/changes/999999999",
    input: {},
  },
  "DELETE app/api/console/v1/[...path]/route.ts": {
    needs: "changes:review",
    path: `/api/console/v1/review-delegations/${NO_CALL}`,
    input: {},
  },
  "POST app/api/console/try/route.ts": {
    needs: "calls:make",
    path: "/api/console/try",
    input: { kind: "model", name: "there-is-no-such-model", body: "{}" },
  },
};

function inFile(file: string, actions: Record<string, Permission>): Record<string, Access> {
  return Object.fromEntries(Object.entries(actions).map(([name, needs]) => [`${file}#${name}`, { needs }]));
}
