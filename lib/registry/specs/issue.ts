/** Something wrong with a spec, and where. */
export interface SpecIssue {
  /** Members from the top, joined by dots; empty for the whole. */
  path: string;
  message: string;
}
