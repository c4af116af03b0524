import { localhostCertificate, type Certificate } from "../../src/emulator/certificates.ts";
import { startDemo, type Demo } from "../../src/emulator/demo.ts";
import { EmailAddress, type Presence } from "../../src/protocol/index.ts";
import { openPane, type Pane } from "./client.ts";
import { temporaryFolders } from "./stage.ts";

const folder = temporaryFolders();
let certificate: Certificate;
let demo: Demo;
let anna: Pane;
beforeAll(async () => {
  const certificates = await folder();
  certificate = await localhostCertificate(certificates);
  demo = await startDemo({ port: 0, data: await folder(), certificates, colleagues: false, network: "microsoft365-demo" });
  const address = "anna.berg@example.org";
  anna = openPane(demo.gateway.origin, address, certificate, await demo.token(address));
  await anna.hear("welcome");
});
afterAll(async () => {
  anna.close();
  await demo.close();
});

/** What Anna is told of somebody, once it fits. */
async function seen(name: string, fits: (presence: Presence) => boolean): Promise<Presence> {
  const address = EmailAddress.parse(`${name}@example.org`);
  anna.tell({ type: "watch", people: [address] });
  const wanted = ({ presence }: { readonly presence: readonly Presence[] }) =>
    presence.some((each) => each.address === address && fits(each));
  const heard = await Promise.race([anna.hear("watched", wanted), anna.hear("presence", wanted)]);
  const found = heard.presence.find((each) => each.address === address && fits(each));
  if (!found) throw new Error("the batch that was heard holds what was looked for");
  return found;
}

describe("the demo with a stand-in for Microsoft 365", () => {
  it("shows presence as Teams tells it", async () => {
    const { sources } = await seen("li.wei", ({ activity }) => activity === "on-the-phone");
    expect(sources).toContainEqual(expect.objectContaining({ network: "microsoft365", availability: "busy" }));
  });

  it("shows out of office in plain words", async () => {
    const { outOfOffice } = await seen("sofia.rossi", (presence) => presence.outOfOffice?.message !== undefined);
    expect(outOfOffice?.message).toBe("I am on holiday until Monday.\n\nFor the redesign, please ask Mateo.");
  });

  it("knows people by their other addresses, and lists", async () => {
    anna.tell({ type: "watch", people: ["wei.li@example.org", "engineering@example.org"].map((each) => EmailAddress.parse(each)) });
    const { people } = await anna.hear("watched", ({ people }) => "wei.li@example.org" in people);
    expect(people["wei.li@example.org"]).toMatchObject({ address: "li.wei@example.org", name: "Li Wei" });
    anna.tell({ type: "expand", id: 1, list: EmailAddress.parse("engineering@example.org") });
    const { members } = await anna.hear("ok", ({ id }) => id === 1);
    expect(members).toHaveLength(12);
  });

  it("answers in Teams by itself", async () => {
    anna.tell({ type: "open", id: 3, people: [EmailAddress.parse("robin.park@example.org")], context: {} });
    const { conversation } = await anna.hear("ok", ({ id }) => id === 3);
    if (!conversation) throw new Error("the chat was opened");
    expect(conversation).toMatchObject({ via: "microsoft365" });
    anna.tell({ type: "send", id: 4, conversation: conversation.id, text: "Hello", key: "1" });
    const { message } = await anna.hear("message", ({ message }) => message.from === "robin.park@example.org");
    expect(message).toMatchObject({ conversation: conversation.id, text: expect.stringContaining("I am a program") });
  });

  it("tells when people are busy, by their Exchange calendars", async () => {
    const grace = EmailAddress.parse("grace.okafor@example.org");
    const from = Date.now();
    anna.tell({ type: "free-busy", id: 2, people: [grace], from, to: from + 7 * 86_400_000 });
    const { freeBusy } = await anna.hear("ok", ({ id }) => id === 2);
    expect(freeBusy).toEqual([{ address: grace, slots: expect.arrayContaining([expect.objectContaining({ status: "busy" })]) }]);
  });
});
