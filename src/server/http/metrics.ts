import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Bounds of the histogram of answering times, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What the endpoint counts. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Makes the counters of one endpoint; nothing in them names a person, a key or a certificate. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "liangzheng_" });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "liangzheng_http_seconds",
      help: "Answering time by route and status",
      labelNames: ["route", "status"],
      buckets: BUCKETS,
      registers,
    }),
    statements: new Counter({
      name: "liangzheng_statements_total",
      help: "Uploaded statements by outcome",
      labelNames: ["status", "code"],
      registers,
    }),
    activations: new Counter({
      name: "liangzheng_activations_total",
      help: "Uses of join links by outcome",
      labelNames: ["outcome"],
      registers,
    }),
    alarms: new Counter({
      name: "liangzheng_link_alarms_total",
      help: "Join links that a second key tried to use",
      registers,
    }),
    forks: new Counter({
      name: "liangzheng_log_forks_total",
      help: "Reports that the log was rewritten, by whether the two signed heads prove it",
      labelNames: ["confirmed"],
      registers,
    }),
    logSize: new Gauge({ name: "liangzheng_log_size", help: "Statements in the log", registers }),
    unrendered: new Gauge({
      name: "liangzheng_answers_to_render",
      help: "Statements of the log that may still need answers made ready; 0 when there is nothing left to do",
      registers,
    }),
  };
}
