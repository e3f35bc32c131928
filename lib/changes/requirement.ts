import type { UserRole } from "@/lib/identity/user";
import type { ReviewerGroup } from "./change-names.schema";

/** One thing that a change needs before it may take effect: approvals of a group, for what it does in a domain. */
export interface Requirement {
  domain: string;
  from: ReviewerGroup;
  approvals: number;
  /** In words, what makes it necessary. */
  because: string;
}

/** A person as far as a review needs them. */
export interface Reviewer {
  /** `user:id` */
  ref: string;
  role: UserRole;
  domains: readonly string[];
}

/** Whether a person belongs to the group whose approvals a requirement counts. */
export function standsFor(
  reviewer: Reviewer,
  { from, domain }: Pick<Requirement, "from" | "domain">,
): boolean {
  if (reviewer.role === "admin") return true;
  switch (from) {
    case "reviewers":
      return reviewer.role !== "viewer";
    case "owners":
      return reviewer.role === "steward" && reviewer.domains.includes(domain);
    case "admins":
      return false;
    default:
      return from satisfies never;
  }
}
