import { type Database, databaseService } from "@/db/client";
import { auditLogService, openAuditLog } from "@/lib/audit/audit-log";
import { createRecorder, recorderService } from "@/lib/audit/recorder";
import { sequencerService, startSequencer } from "@/lib/audit/sequencer";
import { assetDoor } from "@/lib/changes/change-asset";
import { keepChanges } from "@/lib/changes/keep-changes";
import type { Config } from "@/lib/core/config";
import { newId } from "@/lib/core/ids";
import { Services } from "@/lib/core/services";
import { eventFeedService, openEventFeed } from "@/lib/events/event-feed";
import { GrantUses } from "@/lib/gateway/grant-uses";
import { InFlight } from "@/lib/gateway/in-flight";
import { type Mesh, meshService } from "@/lib/gateway/mesh";
import { policyVisibility } from "@/lib/gateway/policy-visibility";
import { startReplica } from "@/lib/gateway/replica";
import { TaskLabels } from "@/lib/gateway/task-labels";
import { Guards, guardsService } from "@/lib/guards/guard";
import { clientDocumentsService, openClientDocuments } from "@/lib/identity/apps/client-documents";
import { keyRingService } from "@/lib/identity/key-ring";
import { startIdentity } from "@/lib/identity/start-identity";
import { issuerKeysService, openIssuerKeys } from "@/lib/identity/trust/issuer-keys";
import { createPolicyValidator, policyValidatorService } from "@/lib/policy/policy-validator";
import { createReplayRunner, replayRunnerService } from "@/lib/policy/replay/replay-runner";
import { openStdio } from "@/lib/protocols/mcp/stdio/open-stdio";
import { registryService } from "@/lib/registry/asset";
import { assetDoorService } from "@/lib/registry/asset-door";
import { openEmbedder } from "@/lib/registry/meaning/embedder";
import { createMeaningSearch, meaningService } from "@/lib/registry/meaning/meaning-search";
import { openRegistry } from "@/lib/registry/open-registry";
import { loadTaxonomySetting } from "@/lib/registry/taxonomy/load-taxonomy-setting";
import { visibilityService } from "@/lib/registry/visibility";
import { breakersService, createBreakers } from "@/lib/traffic/breaker";
import { createEgress, egressService } from "@/lib/traffic/egress";
import { createLimiter } from "@/lib/traffic/limiter";
import { createRetryBudget } from "@/lib/traffic/retry-budget";
import { createShedder } from "@/lib/traffic/shedder";
import { keepBudgets } from "./keep-budgets";
import { keepHouse } from "./keep-house";
import { keepRollups } from "./keep-rollups";
import { openWitnesses } from "./open-witnesses";
import { policiesInForce } from "./policies-in-force";

/** A mesh that runs, and how to end it. */
export interface RunningMesh {
  mesh: Mesh;
  /** Ends what runs in the background, writes what is queued and closes every connection but the given database's. */
  close(): Promise<void>;
}

/** Puts the mesh of one process together over a migrated database. */
export async function createMesh(config: Config, database: Database): Promise<RunningMesh> {
  const services = new Services();
  const stopIdentity = await startIdentity(database, config, services);
  const registry = await openRegistry(database);
  const auditLog = await openAuditLog(database, services.get(keyRingService), config.publicUrl);
  const recorder = createRecorder(database.url);
  const egress = createEgress(config.egress);
  const witnesses = openWitnesses(config, egress);
  const sequencer = startSequencer({
    databaseUrl: database.url,
    signer: () => auditLog.signer(),
    witness: (note) => witnesses.tell(note),
  });
  recorder.onCommit(() => sequencer.wake());
  const eventFeed = await openEventFeed(database.sql, config.publicUrl);
  const stdio = await openStdio(config.role === "console" ? undefined : config.stdioServers, egress);
  const inFlight = new InFlight();
  const limiter = createLimiter(config.rateLimitPerSecond);
  const replicaId = newId();
  const replica = await startReplica({ id: replicaId, role: config.role, database, inFlight, limiter });
  const stopHousekeeping = keepHouse(database);
  const stopRollups = keepRollups(database);
  const stopBudgets = keepBudgets(database, registry);
  const policy = policiesInForce(registry);
  const replays = createReplayRunner(database, registry);
  const mesh: Mesh = {
    config,
    replicaId,
    database,
    registry,
    policy,
    recorder,
    egress: stdio.egress,
    limiter,
    breakers: createBreakers(),
    retryBudget: createRetryBudget(),
    shedder: createShedder({ timer: true }),
    inFlight,
    labels: new TaskLabels(database),
    grantUses: new GrantUses(database),
    services,
  };

  services.set(databaseService, database);
  services.set(registryService, registry);
  services.set(auditLogService, auditLog);
  services.set(recorderService, recorder);
  services.set(sequencerService, sequencer);
  services.set(eventFeedService, eventFeed);
  services.set(egressService, egress);
  services.set(clientDocumentsService, openClientDocuments(egress));
  services.set(issuerKeysService, openIssuerKeys(egress));
  services.set(guardsService, new Guards());
  services.set(policyValidatorService, createPolicyValidator(registry));
  services.set(replayRunnerService, replays);
  services.set(breakersService, mesh.breakers);
  services.set(visibilityService, policyVisibility(mesh));
  services.set(meshService, mesh);
  services.set(assetDoorService, assetDoor);
  const stopChanges = keepChanges(database, services);

  const embedder = openEmbedder();
  if (config.searchByMeaning) services.set(meaningService, createMeaningSearch(database.db, embedder));

  await stdio.register(mesh);
  await loadTaxonomySetting(database.db, stdio.egress, config.taxonomy);
  return {
    mesh,
    async close() {
      stopHousekeeping();
      await stopChanges();
      await stopRollups();
      await stopBudgets();
      await replays.close();
      mesh.shedder.close();
      await recorder.close();
      await sequencer.stop();
      await witnesses.close();
      await replica.stop();
      await stdio.close();
      await embedder.close();
      await Promise.all([eventFeed.close(), registry.close(), stopIdentity(), stdio.egress.close()]);
    },
  };
}
