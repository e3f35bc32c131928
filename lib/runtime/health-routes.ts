import { Hono } from "hono";
import { sequencerService } from "@/lib/audit/sequencer";
import type { Mesh } from "@/lib/gateway/mesh";
import { metrics } from "@/lib/telemetry/metrics";
import { startupService } from "./startup";

const READY_TIMEOUT_MS = 2000;

/**
 * `/healthz`: the process runs. `/readyz`: everything that this process serves is there (the console and the sample mesh included, where it has them) and it can govern calls now, which needs the database and ends when the
 * process is told to stop. `/metrics`: Prometheus text. None of them tells anything about callers or callees.
 */
export function healthRoutes(mesh: Mesh): Hono {
  const app = new Hono();
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    const database = await answersInTime(mesh);
    const sequencer = mesh.services.get(sequencerService).status();
    const started = !mesh.services.has(startupService) || mesh.services.get(startupService).finished;
    const ready = database && started && !mesh.inFlight.draining;
    const body = {
      status: ready ? "ready" : "not ready",
      started,
      database,
      audit: { error: sequencer.lastError !== undefined },
    };
    return c.json(body, ready ? 200 : 503);
  });
  app.get("/metrics", async (c) =>
    c.text(await metrics.metrics(), 200, { "content-type": metrics.contentType }),
  );
  return app;
}

async function answersInTime(mesh: Mesh): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_TIMEOUT_MS);
  });
  const asked = mesh.database.sql`select 1`.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
