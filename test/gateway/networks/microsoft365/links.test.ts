import { links, teamsLinks } from "../../../../src/gateway/networks/microsoft365/teams/links.ts";
import { address, alice, bob, type GraphStage, stageGraph } from "../../graph/stage.ts";

const host = "https://teams.microsoft.com";
const urls = (users: readonly string[], subject?: string) =>
  Object.fromEntries(teamsLinks(host, users, subject).map(({ opens, url }) => [opens, url]));

describe("links into Teams", () => {
  it.each<[string, readonly string[], string | undefined, Readonly<Record<string, string>>]>([
    [
      "to one person open a chat without a topic, and calls",
      ["bob@example.org"],
      "Budget",
      {
        chat: `${host}/l/chat/0/0?users=bob%40example.org`,
        call: `${host}/l/call/0/0?users=bob%40example.org`,
        "video-call": `${host}/l/call/0/0?users=bob%40example.org&withVideo=true`,
      },
    ],
    [
      "to several keep the commas between them, and name the chat",
      ["bob@example.org", "carol@example.org"],
      "RE: R&D + Budget 100 %",
      {
        chat: `${host}/l/chat/0/0?users=bob%40example.org,carol%40example.org&topicName=R%26D%20%2B%20Budget%20100%20%25`,
        call: `${host}/l/call/0/0?users=bob%40example.org,carol%40example.org`,
        "video-call": `${host}/l/call/0/0?users=bob%40example.org,carol%40example.org&withVideo=true`,
      },
    ],
    [
      "encode what a name has of signs",
      ["guest_elsewhere.example#EXT#@example.org", "a+b@example.org", "o,k&x=1@example.org"],
      undefined,
      {
        chat: `${host}/l/chat/0/0?users=guest_elsewhere.example%23EXT%23%40example.org,a%2Bb%40example.org,o%2Ck%26x%3D1%40example.org`,
        call: `${host}/l/call/0/0?users=guest_elsewhere.example%23EXT%23%40example.org,a%2Bb%40example.org,o%2Ck%26x%3D1%40example.org`,
        "video-call": `${host}/l/call/0/0?users=guest_elsewhere.example%23EXT%23%40example.org,a%2Bb%40example.org,o%2Ck%26x%3D1%40example.org&withVideo=true`,
      },
    ],
  ])("%s", (_, users, subject, expected) => expect(urls(users, subject)).toEqual(expected));

  it("are none to nobody, nor where they would get too long to be opened", () => {
    expect(teamsLinks(host, [])).toEqual([]);
    expect(teamsLinks(host, Array(100).fill("somebody@example.org"))).toEqual([]);
  });
});

describe("ways to people in Teams", () => {
  let stage: GraphStage;
  beforeEach(async () => {
    stage = await stageGraph();
  });
  afterEach(() => stage.close());
  const idOf = (mail: string) => stage.standIn.tenant.byMail(mail)?.id ?? "";

  it("name them as Entra does, under whichever address they are asked for, and leave out the user", async () => {
    const own = links(stage.graph, idOf(alice));
    const found = await own.to([bob, alice, address("guest@elsewhere.example")], {});
    expect(found[0]).toEqual({
      network: "microsoft365",
      opens: "chat",
      url: `${host}/l/chat/0/0?users=b0b%40example.org,guest_elsewhere.example%23EXT%23%40example.org`,
    });
    expect(await links(stage.graph, idOf(bob)).to([address("alice@old.example"), alice], {})).toMatchObject([
      { url: `${host}/l/chat/0/0?users=alice%40example.org` },
      {},
      {},
    ]);
  });

  it("are none where Teams does not know everybody", async () => {
    expect(await links(stage.graph, idOf(alice)).to([bob, address("nobody@example.org")], {})).toEqual([]);
  });

  it("lead into the organisation's own cloud", async () => {
    const application = { ...stage.graph.application, cloud: "us-government" } as const;
    const [first] = await links({ ...stage.graph, application }, idOf(alice)).to([bob], {});
    expect(first?.url).toMatch(/^https:\/\/gov\.teams\.microsoft\.us\/l\/chat\//);
  });
});
