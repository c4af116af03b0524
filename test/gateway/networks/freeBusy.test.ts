import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { local } from "../../../src/gateway/networks/local/index.ts";
import { type FreeBusySource, type Network, NetworkError, type User } from "../../../src/gateway/network.ts";
import type { Directory } from "../../../src/gateway/directory.ts";
import { EmailAddress } from "../../../src/protocol/index.ts";
import { ears } from "../../contract/ears.ts";
import { people } from "./people.ts";

const hour = 3_600_000;
const noon = Date.UTC(2026, 6, 6, 12);
const robert = EmailAddress.parse("robert@example.org");
const stranger = EmailAddress.parse("dan@elsewhere.example");
const dana = EmailAddress.parse("dana@example.org");
const { directory, users } = people([{ address: dana, kind: "person", aliases: [robert] }]);

let folder: string;
let network: Network;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-free-busy-"));
});
afterEach(async () => {
  await network.close?.();
  rmSync(folder, { recursive: true });
});

function calendar(name: string, ...events: readonly string[]): string {
  const path = join(folder, `${name}.ics`);
  const all = events.map((event, index) => `BEGIN:VEVENT\r\nUID:${index}\r\n${event}\r\nEND:VEVENT`);
  writeFileSync(path, ["BEGIN:VCALENDAR", ...all, "END:VCALENDAR"].join("\r\n"));
  return path;
}

async function source(
  calendars: Readonly<Record<string, string>>,
  who: User = users.alice,
  where: Directory = directory,
): Promise<FreeBusySource> {
  network = local({ store: ":memory:", directory: where, calendars, now: () => noon });
  const { freeBusy } = await network.connect(who, ears().events, new AbortController().signal);
  if (!freeBusy) throw new Error("the built-in network has free/busy");
  return freeBusy;
}

describe("free/busy of the built-in network", () => {
  it("has each kind of slot and no text, not even an absence's", async () => {
    const path = calendar(
      "bob",
      "DTSTART:20260706T140000Z\r\nDURATION:PT1H\r\nSUMMARY:Secret",
      "DTSTART:20260706T150000Z\r\nDURATION:PT1H\r\nSTATUS:TENTATIVE",
      "DTSTART:20260706T160000Z\r\nDURATION:PT1H\r\nX-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
      "DTSTART:20260706T170000Z\r\nDURATION:PT1H\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\r\nSUMMARY:On holiday",
      "DTSTART:20260706T180000Z\r\nDURATION:PT1H\r\nTRANSP:TRANSPARENT",
    );
    const freeBusy = await source({ [users.bob.address]: path });
    const slot = (after: number, status: string) => ({ start: noon + after * hour, end: noon + (after + 1) * hour, status });
    expect(await freeBusy.of([users.bob.address], noon, noon + 24 * hour)).toEqual([
      {
        address: users.bob.address,
        slots: [slot(2, "busy"), slot(3, "tentative"), slot(4, "working-elsewhere"), slot(5, "out-of-office")],
      },
    ]);
  });

  it("reaches as far ahead as can be asked for", async () => {
    const path = calendar("bob", "DTSTART:20260706T140000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY");
    const freeBusy = await source({ [users.bob.address]: path });
    const far = noon + 61 * 24 * hour;
    expect(await freeBusy.of([users.bob.address], far - 7 * 24 * hour, far)).toMatchObject([{ slots: [{ status: "busy" }] }]);
  });

  it("is unreachable for a calendar that cannot be read, and incomplete for one that can in part", async () => {
    const broken = join(folder, "alice.ics");
    writeFileSync(broken, "hello");
    const partly = calendar("bob", "DTSTART:20260706T140000Z\r\nDURATION:PT1H", "DTSTART:no time\r\nDURATION:PT1H");
    const freeBusy = await source({ [users.alice.address]: broken, [users.bob.address]: partly });
    expect(await freeBusy.of([users.alice.address, users.bob.address, users.carol.address], noon, noon + 24 * hour)).toMatchObject([
      { address: users.alice.address, reason: "unreachable" },
      { address: users.bob.address, slots: [{ status: "busy" }], incomplete: true },
      { address: users.carol.address, reason: "no-calendar" },
    ]);
  });

  it("finds a person's calendar whichever of their addresses it was configured for", async () => {
    const freeBusy = await source({ [robert]: calendar("dana", "DTSTART:20260706T140000Z\r\nDURATION:PT1H") });
    expect(await freeBusy.of([dana], noon, noon + 24 * hour)).toMatchObject([{ address: dana, slots: [{ status: "busy" }] }]);
  });

  it("is not shared with those who are not in the directory themselves", async () => {
    const path = calendar("bob", "DTSTART:20260706T140000Z\r\nDURATION:PT1H");
    const outsider = { address: stranger, person: { address: stranger, kind: "person" } } as const;
    const freeBusy = await source({ [users.bob.address]: path }, outsider);
    expect(await freeBusy.of([users.bob.address], noon, noon + hour)).toEqual([{ address: users.bob.address, reason: "not-shared" }]);
  });

  it("is unreachable while the directory is", async () => {
    const away = async () => {
      throw new NetworkError("unreachable", "The directory is away.");
    };
    const freeBusy = await source({}, users.alice, { ...directory, find: away });
    expect(await freeBusy.of([users.bob.address], noon, noon + hour)).toEqual([{ address: users.bob.address, reason: "unreachable" }]);
  });
});
