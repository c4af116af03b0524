import { EmailAddress, type GatewayMessage } from "../../src/protocol/index.ts";
import { reduceAskers, type AskersEvent } from "../../src/taskpane/askers/rows.ts";
import { initial, reduce, type State } from "../../src/taskpane/state.ts";

const [bob, carol, dave] = ["bob", "carol", "dave"].map((name) => EmailAddress.parse(`${name}@example.org`)) as [
  EmailAddress,
  EmailAddress,
  EmailAddress, // one for each name
];

function after(...events: readonly AskersEvent[]): readonly string[] {
  return events.reduce(reduceAskers, []).map(({ person, state }) => `${person.replace(/@.*/, "")} ${state}`);
}
const asking = (...people: readonly EmailAddress[]): AskersEvent => ({ type: "asking", people });
const answer = (person: EmailAddress, state: "answering" | "failed" | "allowed" | "declined"): AskersEvent => ({
  type: "answer",
  person,
  state,
});

describe("the list of those who ask to see the reader's status", () => {
  it("adds whoever asks next at its end", () => {
    expect(after(asking(bob), asking(carol, bob))).toEqual(["bob waiting", "carol waiting"]);
  });

  it("keeps whoever the reader answers in their place, until that is seen", () => {
    const answered = [asking(bob, carol), answer(bob, "answering"), asking(carol), answer(bob, "allowed"), asking(carol, dave)];
    expect(after(...answered)).toEqual(["bob allowed", "carol waiting", "dave waiting"]);
    expect(after(...answered, { type: "seen" })).toEqual(["carol waiting", "dave waiting"]);
  });

  it("lets go of whoever has been answered elsewhere, before the reader or at the same moment", () => {
    expect(after(asking(bob, carol), asking(carol))).toEqual(["carol waiting"]);
    expect(after(asking(bob, carol), answer(bob, "answering"), asking(carol), { type: "gone", person: bob })).toEqual(["carol waiting"]);
  });

  it("lets an answer that did not get through be given again", () => {
    expect(after(asking(bob), answer(bob, "answering"), answer(bob, "failed"), asking(bob))).toEqual(["bob failed"]);
  });

  it("shows whoever asks again as waiting", () => {
    expect(after(asking(bob), answer(bob, "answering"), asking(), answer(bob, "declined"), asking(bob))).toEqual(["bob waiting"]);
  });
});

describe("the pane's state", () => {
  const welcome = (askers?: EmailAddress[]): GatewayMessage => ({
    type: "welcome",
    version: "0",
    pane: "p1",
    user: { address: dave, kind: "person" },
    status: { availability: "automatic" },
    networks: [],
    conversations: [],
    calls: [],
    ...(askers && { askers }),
  });
  const heard = (...messages: readonly GatewayMessage[]): State =>
    messages.map((message) => ({ type: "heard", message }) as const).reduce(reduce, initial);

  it("loads nothing for those who ask until somebody does", () => {
    expect(heard(welcome()).askers).toBeUndefined();
    expect(heard(welcome(), { type: "askers", people: [bob] }).askers).toEqual([bob]);
  });

  it("has them anew with each welcome", () => {
    expect(heard(welcome([bob, carol])).askers).toEqual([bob, carol]);
    expect(heard(welcome([bob]), welcome()).askers).toEqual([]);
  });
});
