import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Metrics of this process, in Prometheus' text format at `/metrics`. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

export const callsTotal = new Counter({
  name: "signalbox_calls_total",
  help: "Governed calls by protocol, how they ended and the code of a refusal or failure.",
  labelNames: ["protocol", "status", "code"] as const,
  registers: [metrics],
});

export const callDuration = new Histogram({
  name: "signalbox_call_duration_seconds",
  help: "From the arrival of a call to its recorded outcome.",
  labelNames: ["protocol"] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
  registers: [metrics],
});

export const callsInFlight = new Gauge({
  name: "signalbox_calls_in_flight",
  help: "Calls that this process is carrying.",
  registers: [metrics],
});
