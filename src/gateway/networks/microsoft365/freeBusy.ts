import type { EmailAddress, FreeBusy } from "../../../protocol/index.ts";
import type { Graph } from "../../graph/index.ts";
import { NetworkError, outOfReach, type FreeBusySource } from "../../network.ts";
import { getSchedules } from "../../graph/schedule.ts";

/** When people are busy, as Exchange tells it to the user's mailbox. `self` is the user's id. */
export function freeBusy(self: string, graph: Graph): FreeBusySource {
  return {
    async of(people, from, to) {
      const known = await graph.users.find(people).catch(outOfReach);
      if (known instanceof NetworkError) return people.map((address) => ({ address, reason: "unreachable" }));
      const asked = people.filter((address) => known.has(address));
      const found = await getSchedules(graph, self, asked, from, to);
      return people.map((address: EmailAddress): FreeBusy => ({ address, ...(found.get(address) ?? { reason: "not-in-directory" }) }));
    },
  };
}
