import postgres from "postgres";

/** The right to run the sample mesh: one process of those that share a database has it, for as long as it lives. */
export interface SampleLead {
  release(): Promise<void>;
}

/**
 * A session-level lock needs a session of its own, which nothing may renew.
 * @returns undefined while another process has it
 */
export async function takeSampleLead(databaseUrl: string): Promise<SampleLead | undefined> {
  const sql = postgres(databaseUrl, { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => {} });
  const [row] = await sql<
    { held: boolean }[]
  >`select pg_try_advisory_lock(hashtext('signalbox.samples')) as held`;
  const release = () => sql.end({ timeout: 5 });
  if (row?.held) return { release };
  await release();
  return undefined;
}
