import {
  IconAffiliate,
  IconBook2,
  IconCoins,
  IconFileCheck,
  IconGitPullRequest,
  IconInbox,
  IconLayoutDashboard,
  IconListDetails,
  IconSend,
  IconSettings,
  IconShieldCheck,
  IconStack2,
} from "@/components/icons";

/** The console's screens, in the order of the navigation. */
export const NAV_ITEMS = [
  { href: "/", label: "Overview", icon: IconLayoutDashboard },
  { href: "/inbox", label: "Inbox", icon: IconInbox },
  { href: "/calls", label: "Calls", icon: IconListDetails },
  { href: "/graph", label: "Graph", icon: IconAffiliate },
  { href: "/catalog", label: "Catalog", icon: IconStack2 },
  { href: "/policies", label: "Policies", icon: IconShieldCheck },
  { href: "/changes", label: "Changes", icon: IconGitPullRequest },
  { href: "/try", label: "Try it", icon: IconSend },
  { href: "/cost", label: "Cost", icon: IconCoins },
  { href: "/audit", label: "Audit", icon: IconFileCheck },
  { href: "/settings", label: "Settings", icon: IconSettings },
  { href: "/docs", label: "Documentation", icon: IconBook2 },
] as const;

/** Whether a screen or one below it is open. */
export function isWithin(href: string, pathname: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
