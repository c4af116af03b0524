import { afterPull, afterTelling, type View } from "../../../../src/gateway/networks/microsoft365/view.ts";

const id = "1";
const whole = (availability: string, sequenceNumber?: string) => ({
  id,
  availability,
  activity: availability,
  sequenceNumber,
  outOfOfficeSettings: { isOutOfOffice: true, message: "Back in June" },
  statusMessage: { message: { content: "On the train" } },
  workLocation: { workLocationType: "remote" },
});
const told = (availability: string, sequenceNumber?: string) => ({ id, availability, activity: availability, sequenceNumber });
const shows = (view: View | undefined) => view?.presence?.availability;

describe("what is known of a person's presence", () => {
  it("is what Graph answers, and that it knows nobody of that id", () => {
    expect(afterPull(undefined, whole("Busy", "A1"), 1, 2)).toEqual({ presence: whole("Busy", "A1"), observed: 2 });
    expect(afterPull({ presence: whole("Busy", "A1"), observed: 2, told: 2 }, undefined, 3, 4)).toEqual({ gone: true, observed: 4 });
  });

  it("changes where Graph tells, and loses nothing that it does not tell", () => {
    const view = afterTelling({ presence: whole("Busy", "A1"), observed: 1 }, told("Away", "A2"), 5);
    expect(view).toEqual({ presence: { ...whole("Away", "A2") }, observed: 5, told: 5 });
  });

  it("loses what Graph tells is there no more", () => {
    const view = afterTelling({ presence: whole("Busy"), observed: 1 }, { ...told("Away"), statusMessage: null }, 5);
    expect(view?.presence).toMatchObject({ statusMessage: null, workLocation: { workLocationType: "remote" } });
  });

  it("can be told before it was ever asked for", () => {
    expect(shows(afterTelling(undefined, told("Away"), 5))).toBe("Away");
  });

  it.each([
    ["an older one", "A2", "A1", undefined],
    ["the same again", "A2", "A2", "Away"],
    ["a newer one", "A2", "A3", "Away"],
    ["one without a number", "A2", undefined, "Away"],
    ["one where there was no number", undefined, "A1", "Away"],
  ])("told by %s becomes %s", (_, known, number, shown) => {
    expect(shows(afterTelling({ presence: whole("Busy", known), observed: 1 }, told("Away", number), 5))).toBe(shown);
  });

  it.each([
    ["older by its number, though asked for later", "A2", "A1", 6, "Away"],
    ["newer by its number, though asked for earlier", "A2", "A3", 4, "Busy"],
    ["asked for before it was told, and has no number", "A2", undefined, 4, "Away"],
    ["asked for after it was told, and has no number", "A2", undefined, 6, "Busy"],
    ["asked for before, where what was told has no number", undefined, "A1", 5, "Away"],
    ["asked for after, where what was told has no number", undefined, "A1", 6, "Busy"],
  ])("keeps its place against an answer that is %s", (_, toldNumber, number, began, shown) => {
    const before = afterTelling({ presence: { ...whole("Offline", "A0"), statusMessage: null }, observed: 1 }, told("Away", toldNumber), 5);
    const after = afterPull(before, whole("Busy", number), began, 7);
    expect(shows(after)).toBe(shown);
    // Of all else the answer knows more.
    expect(after).toMatchObject({ observed: 7, presence: { statusMessage: { message: { content: "On the train" } } } });
  });

  it("is not undone by an answer that another has overtaken", () => {
    const before: View = { presence: whole("Busy", "A2"), observed: 2 };
    expect(afterPull(before, { ...whole("Away", "A1"), statusMessage: null }, 1, 3)).toEqual({ ...before, observed: 3 });
  });
});
