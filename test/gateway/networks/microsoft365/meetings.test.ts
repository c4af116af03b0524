import { microsoft365 } from "../../../../src/gateway/networks/microsoft365/index.ts";
import { meetings } from "../../../../src/gateway/networks/microsoft365/teams/meetings.ts";
import type { Meetings } from "../../../../src/gateway/network.ts";
import { signIn } from "../../../contract/stage.ts";
import { everyScope, type GraphOptions } from "../../../graph/index.ts";
import { address, alice, bob, type GraphStage, organisation, stageGraph } from "../../graph/stage.ts";

let stage: GraphStage;
afterEach(() => stage.close());

/** Alice's meetings. */
async function open(options?: GraphOptions): Promise<Meetings> {
  stage = await stageGraph(organisation, options);
  const token = await stage.standIn.login.userToken({ oid: stage.standIn.tenant.byMail(alice)?.id ?? "" });
  return meetings({ graph: stage.graph, delegated: stage.graph.onBehalfOf(token) });
}
const held = () => [...stage.standIn.tenant.meetings.values()];
const rejection = (code: string) => expect.objectContaining({ name: "NetworkError", code });

describe("the network of Microsoft 365", () => {
  /** What Alice's account has, and what an administrator is told. */
  async function partsOf(options?: GraphOptions, configured = true) {
    stage = await stageGraph(organisation, options);
    const network = microsoft365({ graph: stage.graph, meetings: configured });
    const token = await stage.standIn.login.userToken({ oid: stage.standIn.tenant.byMail(alice)?.id ?? "" });
    const { account } = await signIn(network, { address: alice, person: { address: alice, kind: "person" }, token });
    const parts = { meetings: account.meetings !== undefined, chat: account.chat !== undefined, links: account.links !== undefined };
    const problem = network.problem?.();
    await account.close();
    await network.close?.();
    return { parts, problem };
  }

  it("holds meetings where that is wanted, whether or not it carries chats, and has links in any case", async () => {
    expect(await partsOf()).toEqual({ parts: { meetings: true, chat: false, links: true }, problem: undefined });
    await stage.close();
    expect(await partsOf({}, false)).toMatchObject({ parts: { meetings: false, links: true } });
  });

  it("says which permission meetings want", async () => {
    const { parts, problem } = await partsOf({ consented: ["Chat.Read"] });
    expect(parts.meetings).toBe(false);
    expect(problem).toContain("OnlineMeetings.ReadWrite");
  });
});

describe("meetings in Teams that begin at once", () => {
  it("have the mail's subject, invite whom Entra knows, and are joined by a link", async () => {
    const own = await open();
    const people = [bob, address("guest@elsewhere.example"), address("nobody@example.org")];
    const meeting = await own.create(people, { subject: "Budget\n\u202Efinal" }, "1");
    expect(meeting).toEqual({ via: "microsoft365", url: expect.stringMatching(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//) });
    expect(held()).toMatchObject([
      {
        subject: "Budget final",
        participants: {
          attendees: [
            { upn: "b0b@example.org", role: "attendee" },
            { upn: "guest_elsewhere.example#EXT#@example.org", role: "attendee" },
          ],
        },
      },
    ]);
  });

  it("are one for one key, also where the first answer was lost on its way", async () => {
    const own = await open();
    stage.standIn.faults.add({ on: /onlineMeetings/, times: 1, broken: true });
    const first = await own.create([bob], {}, "1");
    expect(await own.create([bob], {}, "1")).toEqual(first);
    expect(await own.create([bob], {}, "2")).not.toEqual(first);
    expect(held()).toHaveLength(2);
  });

  it.each<[string, GraphOptions, Parameters<GraphStage["standIn"]["faults"]["add"]>[0] | undefined, string]>([
    ["without consent", { consented: everyScope.filter((scope) => scope !== "OnlineMeetings.ReadWrite") }, undefined, "forbidden"],
    ["by the organisation's policy", {}, { on: /onlineMeetings/, status: 403, code: "Forbidden" }, "forbidden"],
    ["while Teams wants to be left alone", {}, { on: /onlineMeetings/, status: 429, retryAfter: 300 }, "too-many"],
    ["while Teams is out of order", {}, { on: /onlineMeetings/, status: 503, retryAfter: 60 }, "unreachable"],
  ])("are refused %s", async (_, options, fault, code) => {
    const own = await open(options);
    if (fault) stage.standIn.faults.add(fault);
    await expect(own.create([bob], {}, "1")).rejects.toEqual(rejection(code));
    expect(held()).toEqual([]);
  });
});
