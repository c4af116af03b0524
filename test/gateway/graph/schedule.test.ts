import { getSchedules } from "../../../src/gateway/graph/schedule.ts";
import { timeOf } from "../../../src/gateway/graph/time.ts";
import type { GraphOptions, SlotData, TenantData } from "../../graph/index.ts";
import { address, alice, bob, carol, type GraphStage, stageGraph } from "./stage.ts";

const hour = 3_600_000;
const nine = Date.UTC(2026, 10, 25, 9);
const slot = (from: number, hours: number, status: SlotData["status"]): SlotData => ({
  start: nine + from * hour,
  end: nine + (from + hours) * hour,
  status,
  subject: "Secret",
});

let stage: GraphStage;
afterEach(() => stage.close());
const open = async (data: TenantData, options: GraphOptions = {}) => {
  stage = await stageGraph(data, options);
  return stage.standIn.tenant.byMail(alice)?.id ?? "";
};

describe("free/busy of Graph's", () => {
  it("holds what each person is doing, without the subjects", async () => {
    const workingHours = { start: "08:30", end: "17:00", timeZone: "W. Europe Standard Time" };
    const calendar = [slot(0, 1, "busy"), slot(1, 1, "tentative"), slot(2, 1, "oof"), slot(3, 1, "workingElsewhere"), slot(4, 1, "free")];
    const asker = await open({ people: [{ mail: alice }, { mail: bob, calendar, workingHours }] });
    const found = await getSchedules(stage.graph, asker, [bob], nine, nine + 8 * hour);
    expect(found.get(bob)).toEqual({
      slots: (["busy", "tentative", "out-of-office", "working-elsewhere"] as const).map((status, index) => ({
        start: nine + index * hour,
        end: nine + (index + 1) * hour,
        status,
      })),
      workingHours: { timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], start: 510, end: 1020 },
    });
  });

  it("has each person's error as that person's reason", async () => {
    const people = [
      { mail: alice },
      { mail: bob, calendarError: "ErrorNoFreeBusyAccess" },
      { mail: carol, calendarError: "ErrorServerBusy" },
      { mail: "dan@example.org", calendar: [] },
    ];
    const asker = await open({ people });
    const asked = [bob, carol, address("dan@example.org"), address("nobody@example.org")];
    const found = await getSchedules(stage.graph, asker, asked, nine, nine + hour);
    expect(Object.fromEntries(found)).toEqual({
      [bob]: { reason: "not-shared" },
      [carol]: { reason: "unreachable" },
      "dan@example.org": { slots: [] },
      "nobody@example.org": { reason: "no-calendar" },
    });
  });

  it("is asked for by twenties, in one batch", async () => {
    const mails = Array.from({ length: 45 }, (_, index) => address(`p${index}@example.org`));
    const asker = await open({ people: [{ mail: alice }, ...mails.map((mail) => ({ mail, calendar: [] }))] });
    expect((await getSchedules(stage.graph, asker, mails, nine, nine + hour)).size).toBe(45);
    expect(stage.standIn.count(/getSchedule/)).toBe(3);
    expect(stage.standIn.count(/\$batch/)).toBe(1);
  });

  it("is not shared where Rollcall has no permission", async () => {
    const asker = await open({ people: [{ mail: alice }, { mail: bob }] }, { granted: [] });
    const found = await getSchedules(stage.graph, asker, [bob], nine, nine + hour);
    expect(found.get(bob)).toEqual({ reason: "not-shared" });
    expect(stage.graph.grants.missing).toEqual(["Calendars.ReadBasic"]);
  });
});

describe("a time of Graph's", () => {
  it.each([
    ["2026-11-25T09:00:00.0000000", "UTC", nine],
    ["2026-11-25T10:00:00", "W. Europe Standard Time", nine],
    ["2026-11-25T10:00:00", "Europe/Berlin", nine],
    ["2026-11-25T09:00:00Z", "Pacific Standard Time", nine],
    ["2026-03-29T03:30:00", "Europe/Berlin", Date.UTC(2026, 2, 29, 1, 30)],
    ["2026-11-25T09:00:00", null, nine],
    ["2026-11-25T09:00:00", "Customized Time Zone", undefined],
    ["soon", "UTC", undefined],
  ])("is read: %s in %s", (dateTime, timeZone, time) => {
    expect(timeOf({ dateTime, timeZone })).toBe(time);
  });
});
