import { getAuditEntry } from "@/lib/audit/browse/get-audit-entry";
import { getAuditStatus } from "@/lib/audit/browse/get-audit-status";
import { listAuditEntries } from "@/lib/audit/browse/list-audit-entries";
import { proveLeaves } from "@/lib/audit/browse/prove-leaves";
import { getInbox } from "@/lib/audit/inbox/get-inbox";
import { markInboxRead } from "@/lib/audit/inbox/mark-inbox-read";
import { budgetLeft } from "@/lib/budgets/budget-left";
import { listBudgets } from "@/lib/budgets/list-budgets";
import { cancelCeilingReplay } from "@/lib/budgets/replay/cancel-ceiling-replay";
import { getCeilingReplay } from "@/lib/budgets/replay/get-ceiling-replay";
import { startCeilingReplay } from "@/lib/budgets/replay/start-ceiling-replay";
import { applyChange } from "@/lib/changes/apply-change";
import { breakGlass } from "@/lib/changes/break-glass";
import { endCanary, startCanary } from "@/lib/changes/canary-change";
import { commentChange, resolveComment } from "@/lib/changes/comment-change";
import { delegateReview, endDelegation, listDelegations } from "@/lib/changes/delegate-review";
import { discardDraft, draftComment } from "@/lib/changes/draft-comment";
import { editChange } from "@/lib/changes/edit-change";
import { getCanary } from "@/lib/changes/get-canary";
import { getChange } from "@/lib/changes/get-change";
import { getStateRules } from "@/lib/changes/get-state-rules";
import { listChanges } from "@/lib/changes/list-changes";
import { proposeChange } from "@/lib/changes/propose-change";
import { requestAccess } from "@/lib/changes/request-access";
import { revertChange } from "@/lib/changes/revert-change";
import { reviewChange } from "@/lib/changes/review-change";
import { submitChange } from "@/lib/changes/submit-change";
import { watchChange } from "@/lib/changes/watch-change";
import { withdrawChange } from "@/lib/changes/withdraw-change";
import { forecastCosts } from "@/lib/cost/forecast-costs";
import { getCosts } from "@/lib/cost/get-costs";
import { listCostAnomalies } from "@/lib/cost/list-cost-anomalies";
import { listCostLines } from "@/lib/cost/list-cost-lines";
import { describeAsset } from "@/lib/gateway/describe-asset";
import { listCallables } from "@/lib/gateway/list-callables";
import {
  addClient,
  getClient,
  listClients,
  resumeClient,
  revokeClient,
  rotateClient,
  stopClient,
} from "@/lib/identity/operations/clients";
import {
  forgetSecret,
  listSecrets,
  listSigningKeys,
  rotateSigningKeys,
  saveSecret,
} from "@/lib/identity/operations/keys";
import { endUserSession, endUserSessions, listUserSessions } from "@/lib/identity/operations/sessions";
import { addIssuer, listIssuers, removeIssuer } from "@/lib/identity/operations/trusted-issuers";
import {
  addUser,
  getUser,
  inviteUser,
  linkUser,
  listUsers,
  resumeUser,
  setRole,
  stopUser,
} from "@/lib/identity/operations/users";
import { checkPolicy } from "@/lib/policy/check-policy";
import { listAssetPolicies } from "@/lib/policy/list-asset-policies";
import { listPolicies } from "@/lib/policy/list-policies";
import { listPolicyWords } from "@/lib/policy/list-policy-words";
import { cancelReplay } from "@/lib/policy/replay/cancel-replay";
import { getReplay } from "@/lib/policy/replay/get-replay";
import { startReplay } from "@/lib/policy/replay/start-replay";
import { listAllowedCallers } from "@/lib/policy/tables/list-allowed-callers";
import { listReach } from "@/lib/policy/tables/list-reach";
import { countCalls } from "@/lib/records/count-calls";
import { getAttention } from "@/lib/records/get-attention";
import { getCall } from "@/lib/records/get-call";
import { getCallProof } from "@/lib/records/get-call-proof";
import { getMeshGraph } from "@/lib/records/get-mesh-graph";
import { getOverview } from "@/lib/records/get-overview";
import { getSystem } from "@/lib/records/get-system";
import { listCalls } from "@/lib/records/list-calls";
import { whyDenied } from "@/lib/records/why-denied";
import { certifyAsset } from "@/lib/registry/certification/certify-asset";
import { getCertification } from "@/lib/registry/certification/get-certification";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import { compareVersions } from "@/lib/registry/compare-versions";
import { discover } from "@/lib/registry/discover";
import { applyAssets } from "@/lib/registry/files/apply-assets";
import { exportAssets } from "@/lib/registry/files/export-assets";
import { getAsset } from "@/lib/registry/get-asset";
import { getAssetCosts } from "@/lib/registry/get-asset-costs";
import { getAssetTraffic } from "@/lib/registry/get-asset-traffic";
import { getAssetVersion } from "@/lib/registry/get-asset-version";
import { getDomain } from "@/lib/registry/get-domain";
import { getSchema } from "@/lib/registry/get-schema";
import { getToolStates } from "@/lib/registry/get-tool-states";
import { importAssets } from "@/lib/registry/import/import-assets";
import { removeLabel } from "@/lib/registry/labels/remove-label";
import { setLabel } from "@/lib/registry/labels/set-label";
import { listAssetFigures } from "@/lib/registry/list-asset-figures";
import { listAssetLinks } from "@/lib/registry/list-asset-links";
import { listAssetUsers } from "@/lib/registry/list-asset-users";
import { listAssets } from "@/lib/registry/list-assets";
import { listDomains } from "@/lib/registry/list-domains";
import { listSchemas } from "@/lib/registry/list-schemas";
import { previewRegistration } from "@/lib/registry/preview/preview-registration";
import { getPrompt } from "@/lib/registry/prompts/get-prompt";
import { putAsset } from "@/lib/registry/put-asset";
import { registerAgent } from "@/lib/registry/register-agent";
import { registerMcpServer } from "@/lib/registry/register-mcp-server";
import { registerModel } from "@/lib/registry/register-model";
import { resolveAsset } from "@/lib/registry/resolve-asset";
import { saveDomain } from "@/lib/registry/save-domain";
import { savePolicy } from "@/lib/registry/save-policy";
import { starAsset } from "@/lib/registry/star-asset";
import { getSuiteResult } from "@/lib/registry/suite-results/get-suite-result";
import { listSuiteResults } from "@/lib/registry/suite-results/list-suite-results";
import { recordSuiteResult } from "@/lib/registry/suite-results/record-suite-result";
import { importTaxonomy } from "@/lib/registry/taxonomy/import-taxonomy";
import { listTaxonomy } from "@/lib/registry/taxonomy/list-taxonomy";

/** Every operation of the mesh. What is listed here is in the REST API and its OpenAPI document, and as a tool on the mesh's MCP server if it says so. */
export const operations = {
  getInbox,
  markInboxRead,
  listAssets,
  getAsset,
  listAssetFigures,
  getAssetTraffic,
  getAssetCosts,
  getAssetVersion,
  compareVersions,
  getToolStates,
  getCertification,
  listSuiteResults,
  getSuiteResult,
  listAssetPolicies,
  listAssetLinks,
  listAssetUsers,
  getStateRules,
  starAsset,
  listCalls,
  countCalls,
  getCall,
  getCallProof,
  getOverview,
  getAttention,
  getSystem,
  getCosts,
  listCostLines,
  forecastCosts,
  listCostAnomalies,
  listBudgets,
  budgetLeft,
  startCeilingReplay,
  getCeilingReplay,
  cancelCeilingReplay,
  listAuditEntries,
  getAuditEntry,
  getAuditStatus,
  proveLeaves,
  getMeshGraph,
  discover,
  describeAsset,
  requestAccess,
  importAssets,
  listTaxonomy,
  importTaxonomy,
  listCallables,
  whyDenied,
  listChanges,
  getChange,
  proposeChange,
  editChange,
  submitChange,
  reviewChange,
  commentChange,
  draftComment,
  discardDraft,
  watchChange,
  resolveComment,
  startCanary,
  endCanary,
  getCanary,
  applyChange,
  breakGlass,
  revertChange,
  withdrawChange,
  listDelegations,
  delegateReview,
  endDelegation,
  listDomains,
  getDomain,
  saveDomain,
  changeAssetState,
  certifyAsset,
  recordSuiteResult,
  putAsset,
  exportAssets,
  applyAssets,
  resolveAsset,
  getPrompt,
  setLabel,
  removeLabel,
  listSchemas,
  getSchema,
  savePolicy,
  listPolicies,
  listPolicyWords,
  checkPolicy,
  listAllowedCallers,
  listReach,
  startReplay,
  getReplay,
  cancelReplay,
  previewRegistration,
  registerAgent,
  registerMcpServer,
  registerModel,
  listSecrets,
  saveSecret,
  forgetSecret,
  listClients,
  getClient,
  addClient,
  rotateClient,
  revokeClient,
  stopClient,
  resumeClient,
  listUsers,
  getUser,
  addUser,
  inviteUser,
  linkUser,
  setRole,
  stopUser,
  resumeUser,
  listUserSessions,
  endUserSession,
  endUserSessions,
  listSigningKeys,
  rotateSigningKeys,
  listIssuers,
  addIssuer,
  removeIssuer,
};
