import { type EmailAddress, FreeBusy } from "../../src/protocol/index.ts";
import { address, type Stage } from "./stage.ts";

const day = 86_400_000;

export function freeBusyContract(stage: Stage): void {
  /** What Alice is told of these people for the day around Bob's meeting. */
  const ask = async (...people: EmailAddress[]) => {
    const [alice] = await stage.enter("alice");
    const { start, end } = stage.meeting;
    return alice.freeBusy.of(people, start - day / 2, end + day / 2);
  };
  const bob = () => stage.users.bob.person.address;
  const carol = () => stage.users.carol.person.address;

  it("tells when somebody is busy, and nothing but that", async () => {
    const [answer] = await ask(bob());
    expect(answer).toMatchObject({ address: bob(), slots: [stage.meeting] });
    // Zod leaves out what the schema does not name: what is left out here would be a secret of the calendar's.
    expect(FreeBusy.parse(answer)).toEqual(answer);
    expect(JSON.stringify(answer)).not.toContain("Secret");
  });

  it("tells nothing of a time at which there is nothing", async () => {
    const [alice] = await stage.enter("alice");
    const { end } = stage.meeting;
    expect(await alice.freeBusy.of([bob()], end + 1, end + day)).toMatchObject([{ address: bob(), slots: [] }]);
  });

  it("answers for everybody, with the reason where there is no calendar to look at", async () => {
    const nobody = address("nobody@example.org");
    const answers = await ask(nobody, carol(), bob());
    const byAddress = new Map(answers.map((answer) => [answer.address, answer]));
    expect(answers).toHaveLength(3);
    expect(byAddress.get(nobody)).toEqual({ address: nobody, reason: expect.stringMatching(/^not-in-directory$|^not-shared$/) });
    expect(byAddress.get(carol())).toEqual({ address: carol(), reason: expect.stringMatching(/^no-calendar$|^not-shared$/) });
    expect(byAddress.get(bob())).toHaveProperty("slots");
  });
}
