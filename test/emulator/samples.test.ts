import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readItem } from "../../src/emulator/eml.ts";
import type { Item } from "../../src/emulator/items.ts";
import { samplePostOffice } from "../../src/emulator/postoffice.ts";
import { sampleAge, sampleMail, writeCalendars } from "../../src/emulator/samples.ts";
import { readCalendar } from "../../src/gateway/networks/local/calendar.ts";
import { parseAddress } from "../../src/protocol/index.ts";
import { temporaryFolders } from "./stage.ts";

const names = readdirSync(sampleMail).map((name) => name.slice(0, -".eml".length));
const read = (name: string) => readFileSync(join(sampleMail, `${name}.eml`));
const folder = temporaryFolders();
const minute = 60_000;

async function samplesOf(now: number): Promise<ReadonlyMap<string, Item>> {
  const { mailboxes, directories } = await samplePostOffice(now);
  const boxes = await mailboxes();
  for (const directory of directories) await directory.close?.();
  const items = boxes.flatMap((box) =>
    box.folders.flatMap(({ items }) => items.map((item) => [item.id.split("/")[1] ?? "", item] as const)),
  );
  return new Map(items);
}

test.each(names)("%s is read without a problem, but for the one that is meant to have some", async (name) => {
  const { problems } = await readItem(read(name), name, 0);
  expect(problems).toHaveLength(name === "broken-headers" ? 3 : 0);
});

test("every sample reaches a mailbox", async () => {
  const samples = await samplesOf(Date.now());
  expect([...samples.keys()].toSorted()).toEqual(names.toSorted());
});

test("the samples are what their names say", async () => {
  const samples = await samplesOf(Date.now());
  const types = (name: string) => new Set(samples.get(name)?.to.map(({ recipientType }) => recipientType));
  const everyone = (name: string) => [...(samples.get(name)?.to ?? []), ...(samples.get(name)?.cc ?? [])];
  expect(types("list-everyone")).toEqual(new Set([1]));
  expect(samples.get("external-customer")?.from?.recipientType).toBe(3);
  expect(everyone("sixty-people").length).toBeGreaterThanOrEqual(59);
  expect(everyone("five-hundred-recipients")).toHaveLength(500);
  expect(everyone("no-to")).toEqual([]);
  expect(everyone("undisclosed-recipients")).toEqual([]);
  expect(samples.get("high-importance")?.importance).toBe("high");
  expect(samples.get("invitation")).toMatchObject({ to: { length: 4 }, cc: { length: 2 }, resources: { length: 1 } });
  expect(samples.get("german")?.text).toContain("„am liebsten am Telefon“");
  const hostile = everyone("hostile-names").map(({ name }) => name);
  expect(hostile.some((name) => name.includes("\u202e"))).toBe(true);
  expect(hostile.some((name) => name.includes("\0"))).toBe(true);
  expect(hostile.some((name) => name.length >= 290)).toBe(true);
});

test("the samples are of today, at any hour of the day", async () => {
  const now = Date.UTC(2030, 5, 15, 22, 20);
  const received = [...(await samplesOf(now)).values()].map((item) => now - item.received);
  expect(Math.min(...received)).toBeGreaterThanOrEqual(0);
  expect(Math.min(...received)).toBeLessThan(30 * minute);
  expect(Math.max(...received)).toBeLessThan(14 * 24 * 60 * minute);
});

test("the sample calendars are those of people in the directory, and one has a meeting that is running", async () => {
  const now = Date.UTC(2030, 5, 15, 22, 20);
  const calendars = await writeCalendars(await folder(), sampleAge(now));
  const { directories } = await samplePostOffice(now);
  const people = await directories[0]?.find(new Set(Object.keys(calendars).flatMap((address) => parseAddress(address) ?? [])));
  for (const directory of directories) await directory.close?.();
  expect([...(people?.keys() ?? [])].toSorted()).toEqual(Object.keys(calendars).toSorted());

  const slots = async (address: string) =>
    readCalendar(await readFile(calendars[address] ?? "", "utf8"))
      .schedule(now, now + 1)
      .schedule.map(({ status }) => status);
  expect(await slots("grace.okafor@example.org")).toEqual(["busy"]);
  expect(await slots("jonas.lind@example.org")).toEqual(["out-of-office"]);
  expect(await slots("yuki.tanaka@example.org")).toEqual(["out-of-office"]);
});

/** Park and Miller's generator: the same cuts in every run, so that a failure can be looked at. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ;) yield (state = (state * 48271) % 2147483647);
}

test.each(names)("%s is still an item when bytes of it are missing or wrong", async (name) => {
  const whole = read(name);
  const numbers = random(names.indexOf(name) + 1);
  for (let round = 0; round < 25; round++) {
    const cut = Buffer.from(whole.subarray(0, numbers.next().value % (whole.length + 1)));
    for (let flips = round % 5; flips > 0 && cut.length > 0; flips--) cut[numbers.next().value % cut.length] = numbers.next().value % 256;
    expect((await readItem(cut, name, 0)).id).toBe(name);
  }
});
