"use client";

import type { System } from "@/lib/records/system.schema";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { Ago } from "../data/time";
import { formatBytes, formatCount } from "../format/format-count";
import type { TableColumn } from "../table/column";
import { ListTable } from "../table/list-table";
import { StateBadge } from "./state-badge";

type Replica = System["replicas"][number];

/** What runs here. */
export function AboutScreen({ system }: { system: System }) {
  const { database } = system;
  return (
    <>
      <Facts
        items={[
          ["Version", `Signalbox ${system.version}`],
          ["Runs on", `Node.js ${system.node}`],
          ["Database", `PostgreSQL ${database.version}`],
          ["Size", formatBytes(database.bytes)],
          ["Migrations", formatCount(database.migrations)],
        ]}
      />
      <Panel title="Replicas">
        <ListTable
          name="replicas"
          label="Replicas"
          columns={COLUMNS}
          rows={system.replicas}
          rowId={({ id }) => id}
          second={({ role, lastSeenAt }) => (
            <>
              {ROLES[role] ?? role} · seen <Ago at={lastSeenAt} />
            </>
          )}
        />
      </Panel>
    </>
  );
}

const ROLES: Readonly<Record<string, string>> = {
  all: "gateway and console",
  gateway: "gateway",
  console: "console",
};

const COLUMNS: readonly TableColumn<Replica>[] = [
  { id: "host", title: "Process", fixed: true, cell: ({ host, pid }) => `${host} · ${pid}` },
  { id: "role", title: "Role", width: 160, needs: "some-room", cell: ({ role }) => ROLES[role] ?? role },
  {
    id: "state",
    title: "State",
    width: 104,
    cell: ({ alive }) => <StateBadge state={alive ? "alive" : "silent"} />,
  },
  {
    id: "seen",
    title: "Last heartbeat",
    width: 120,
    align: "end",
    needs: "some-room",
    cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} />,
  },
  {
    id: "started",
    title: "Started",
    width: 96,
    align: "end",
    needs: "some-room",
    cell: ({ startedAt }) => <Ago at={startedAt} />,
  },
];
