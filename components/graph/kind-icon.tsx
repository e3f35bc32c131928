import {
  IconApi,
  IconHelpCircle,
  IconRobot,
  IconServer2,
  IconSparkles,
  IconTool,
  IconUser,
} from "@/components/icons";

const ICONS: Record<string, typeof IconUser> = {
  user: IconUser,
  service: IconApi,
  agent: IconRobot,
  "mcp-server": IconServer2,
  model: IconSparkles,
  tool: IconTool,
};

export function KindIcon({ kind, size = 14 }: { kind: string; size?: number }) {
  const Icon = ICONS[kind] ?? IconHelpCircle;
  return <Icon size={size} stroke={1.75} aria-hidden />;
}
