import { createLoader, parseAsBoolean, parseAsString } from "nuqs/server";
import { AUDIT_FIELDS, type AuditFieldName } from "@/lib/audit/browse/audit-fields.schema";
import type { Query } from "@/lib/core/query/query-field";
import { paramsForApi, queryOfSearch, querySearch } from "../query/query-search";

/** What the address of the audit log says. One schema for server and browser. */
export const auditSearch = {
  ...querySearch<AuditFieldName>(AUDIT_FIELDS),
  live: parseAsBoolean.withDefault(true),
  /** The list begins below this entry. */
  before: parseAsString.withDefault(""),
  /** The entry that is open beside the list. */
  peek: parseAsString.withDefault(""),
};

export const loadAuditSearch = createLoader(auditSearch);
export type AuditSearch = Awaited<ReturnType<typeof loadAuditSearch>>;

/** The filters of an address. */
export function filtersOf(search: AuditSearch): Query<AuditFieldName> {
  return queryOfSearch<AuditFieldName>(search, AUDIT_FIELDS).query;
}

/** The filters as the console's API reads them. */
export function auditQuery(search: AuditSearch): URLSearchParams {
  return paramsForApi<AuditFieldName>(filtersOf(search), AUDIT_FIELDS);
}

/** The key under which a list of entries is cached, on the server and in the browser. */
export function auditKey(query: string, before: string): readonly unknown[] {
  return ["audit", query, before];
}

/** The address of the log narrowed to one thing. */
export function auditHref(field: AuditFieldName, value: string): string {
  return `/audit?${new URLSearchParams({ [field]: value })}`;
}
