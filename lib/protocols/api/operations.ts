import { changeAssetState } from "@/lib/registry/change-asset-state";
import { discover } from "@/lib/registry/discover";
import { listDomains } from "@/lib/registry/list-domains";
import { saveDomain } from "@/lib/registry/save-domain";
import { savePolicy } from "@/lib/registry/save-policy";

/** Every operation of the mesh. What is listed here is in the REST API and its OpenAPI document, and as a tool on the mesh's MCP server if it says so. */
export const operations = {
  discover,
  listDomains,
  saveDomain,
  changeAssetState,
  savePolicy,
};
