import type { FastifyInstance } from "fastify";
import { Gauge, type GaugeConfiguration, Registry } from "prom-client";
import type { NetworkState, Time } from "../protocol/index.ts";
import type { Hubs } from "./hubs.ts";
import type { Network } from "./network.ts";

/** What an administrator sees of one network: `idle` while nobody is signed in to it. */
export interface NetworkHealth {
  readonly name: string;
  readonly state: NetworkState["state"] | "idle";
  readonly since: Time;
  readonly problem?: string;
}

export interface HealthOptions {
  readonly version: string;
  readonly networks: readonly Network[];
  readonly hubs: Hubs;
  readonly panes: () => number;
}

/** `GET /healthz` for people and load balancers, `GET /metrics` for Prometheus. Neither names a person. */
export function serveHealth(app: FastifyInstance, options: HealthOptions): void {
  const started = Date.now();
  app.get("/healthz", async (_request, reply) => {
    const networks = options.networks.map((network) => healthOf(network, options.hubs, started));
    const well = networks.every(({ state, problem }) => problem === undefined && state !== "unreachable");
    return reply.header("cache-control", "no-store").send({ status: well ? "ok" : "degraded", version: options.version, networks });
  });

  const registry = metrics(options);
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

/** Well as long as one of its accounts is: one user's wrong password is not the network's trouble. */
function healthOf({ name, problem }: Network, hubs: Hubs, started: Time): NetworkHealth {
  const states = [...hubs.all()].flatMap(({ accounts }) =>
    accounts.filter((account) => account.name === name).map((account) => account.state),
  );
  const word = (["connected", "connecting", "unreachable", "refused"] as const).find((each) => states.some(({ state }) => state === each));
  const since = states.filter(({ state }) => state === word).map((state) => state.since);
  return { name, state: word ?? "idle", since: word ? Math.min(...since) : started, problem: problem?.() };
}

function metrics({ version, hubs, panes }: HealthOptions): Registry {
  const registry = new Registry();
  const gauge = <T extends string>(configuration: GaugeConfiguration<T>) => new Gauge({ ...configuration, registers: [registry] });
  gauge({ name: "rollcall_build", help: "Always 1.", labelNames: ["version"] }).set({ version }, 1);
  gauge({
    name: "rollcall_panes",
    help: "Panes connected now.",
    collect() {
      this.set(panes());
    },
  });
  gauge({
    name: "rollcall_users",
    help: "People signed in now.",
    collect() {
      this.set([...hubs.all()].length);
    },
  });
  gauge({
    name: "rollcall_accounts",
    help: "Accounts by network and state.",
    labelNames: ["network", "state"],
    collect() {
      this.reset();
      for (const { accounts } of hubs.all()) for (const { name, state } of accounts) this.inc({ network: name, state: state.state });
    },
  });
  return registry;
}
