import { microsoft365 } from "../../src/gateway/networks/microsoft365/index.ts";
import { stageGraph } from "../gateway/graph/stage.ts";
import { people } from "../gateway/networks/people.ts";
import { networkContract } from "./network.ts";

const parts = ["presence", "free-busy"] as const;

networkContract(
  "Microsoft 365",
  async () => {
    const { users } = people();
    const start = (Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000 + 9 * 3_600_000;
    const meeting = { start, end: start + 3_600_000, status: "busy" } as const;
    const offline = { availability: "Offline", activity: "Offline" };
    const stage = await stageGraph({
      people: [
        { mail: users.alice.address, presence: offline },
        { mail: users.bob.address, presence: offline, calendar: [{ ...meeting, subject: "Secret plans" }] },
        { mail: users.carol.address, presence: offline, calendarError: "ErrorNoFreeBusyAccess" },
      ],
    });
    const network = microsoft365({ graph: stage.graph, interval: 50 });
    const { tenant } = stage.standIn;
    return {
      users,
      meeting,
      network: {
        ...network,
        // Presence is that of their Teams, which they start and end beside Rollcall.
        async connect(user, events, signal) {
          const account = await network.connect(user, events, signal);
          tenant.setPresence(user.address, { availability: "Available", activity: "Available" });
          return {
            ...account,
            async close() {
              await account.close();
              tenant.setPresence(user.address, offline);
            },
          };
        },
      },
      teardown: () => stage.close(),
    };
  },
  parts,
);
