import { NetworkError } from "../network.ts";
import type { Graph } from "./index.ts";

/** For what is configured to be of Microsoft 365: it cannot be without. */
export function required(graph: Graph | undefined): Graph {
  if (!graph) throw new NetworkError("bad-request", 'the configuration has no entry "microsoft365", with tenant, client and secret');
  return graph;
}
