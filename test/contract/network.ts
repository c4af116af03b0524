import { callsContract, conferenceContract } from "./calls.ts";
import { chatContract } from "./chat.ts";
import { connectContract } from "./connect.ts";
import { freeBusyContract } from "./freeBusy.ts";
import { groupContract } from "./group.ts";
import { presenceContract, publishContract } from "./presence.ts";
import { stage, type Setup, type Stage } from "./stage.ts";

export type Part = "presence" | "publish" | "chat" | "calls" | "conference" | "free-busy";
const everyPart: readonly Part[] = ["presence", "publish", "chat", "calls", "conference", "free-busy"];

const contracts: Readonly<Record<Part, (stage: Stage) => void>> = {
  presence: presenceContract,
  publish: publishContract,
  chat: (stage) => {
    chatContract(stage);
    groupContract(stage);
  },
  calls: callsContract,
  conference: conferenceContract,
  "free-busy": freeBusyContract,
};

/**
 * One suite for every network, at the port and nothing behind it. `parts` are those that the network's accounts have: the suite holds the
 * accounts to exactly these, and shows the others as skipped.
 */
export function networkContract(name: string, setup: Setup, parts: readonly Part[] = everyPart): void {
  describe(`${name} as a network`, () => {
    const set = stage(setup);
    connectContract(set, parts);
    for (const part of everyPart) {
      if (parts.includes(part)) describe(part, () => contracts[part](set));
      else it.skip(`${part}: the accounts of ${name} have no such part`, () => {});
    }
  });
}
