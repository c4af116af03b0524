import { parse } from "ltx";
import { findRoomService } from "../../../../src/gateway/networks/xmpp/chat/roomService.ts";
import type { Stanza } from "../../../../src/gateway/networks/xmpp/stanza.ts";
import { NetworkError } from "../../../../src/gateway/network.ts";

const rooms = `<query><identity category="conference" type="text"/><feature var="http://jabber.org/protocol/muc"/></query>`;
const unanswered = new Promise<never>(() => {});

/** A server that names these services; each says this of itself, nothing ever, or that it is not there. */
function server(items: string, services: Readonly<Record<string, string | Promise<never>>>) {
  const asked: string[] = [];
  const ask = async (_type: "get" | "set", child: Stanza, to = ""): Promise<Stanza> => {
    if (child.attrs.xmlns === "http://jabber.org/protocol/disco#items" && to === "example.org") return parse(`<query>${items}</query>`);
    asked.push(to);
    const answer = services[to];
    if (answer === undefined) throw new NetworkError("not-found", "There is no such service.");
    return parse(await answer);
  };
  return { ask, asked };
}
const find = (items: string, services: Parameters<typeof server>[1]) => findRoomService(server(items, services), "example.org");
const item = (...jids: readonly string[]): string => jids.map((jid) => `<item jid="${jid}"/>`).join("");

describe("the place where rooms are made", () => {
  it("is the first that is one for group chat", async () => {
    const services = {
      "pubsub.example.org": `<query><identity category="pubsub" type="service"/></query>`,
      "irc.example.org": rooms.replace(`"text"`, `"irc"`),
      "old.example.org": `<query><identity category="conference" type="text"/></query>`,
      "rooms.example.org": rooms,
      "more.example.org": rooms,
    };
    const jids = item(
      "pubsub.example.org",
      "gone.example.org",
      "irc.example.org",
      "old.example.org",
      "Rooms.example.org",
      "more.example.org",
    );
    expect(await find(jids, services)).toBe("rooms.example.org");
  });

  it.each([
    ["the server names no service", ""],
    [
      "what it names are no services",
      `${item("a@rooms.example.org", "rooms.example.org/x", "")}<item/><item jid="n.example.org" node="x"/>`,
    ],
    ["no service is for group chat", item("gone.example.org")],
  ])("is nowhere where %s", async (_, items) => {
    expect(await find(items, { "n.example.org": rooms, "rooms.example.org/x": rooms, "a@rooms.example.org": rooms })).toBeUndefined();
  });

  it("does not wait for services that come after it", async () => {
    expect(await find(item("rooms.example.org", "slow.example.org"), { "rooms.example.org": rooms, "slow.example.org": unanswered })).toBe(
      "rooms.example.org",
    );
  });

  it("is looked for among fifty services, however many the server names", async () => {
    const jids = Array.from({ length: 500 }, (_, index) => `s${index}.example.org`);
    const { ask, asked } = server(item(...jids), {});
    expect(await findRoomService({ ask }, "example.org")).toBeUndefined();
    expect(asked).toHaveLength(50);
  });
});
