import { readFile } from "node:fs/promises";
import type { ConfigInput } from "../gateway/index.ts";
import { readCalendar } from "../gateway/networks/local/calendar.ts";
import type { Person, SlotStatus } from "../protocol/index.ts";
import { DemoError } from "./error.ts";
import type { NestedAnswer, NestedQuestion } from "./items.ts";
import { sampleDirectory } from "./samples.ts";
import { presenceOf, type TeamsPresence } from "./teams.ts";

/** Microsoft 365 without Microsoft: the people of the samples in a Graph and an Entra of this machine's own. */
export interface StandIn {
  /** How the gateway reaches it. */
  readonly microsoft365: NonNullable<ConfigInput["microsoft365"]>;
  /** What Outlook asks Entra for, in the name of a mailbox's owner. */
  nested(question: NestedQuestion): Promise<NestedAnswer>;
  /** For the gateway: whoever has it is the owner of that mailbox, for a month. */
  token(address: string): Promise<string>;
  close(): Promise<void>;
}

/** As much of test/graph/index.ts as is used here: this layer is built without it. */
interface GraphModule {
  startGraph(data: { readonly people: readonly PersonData[]; readonly groups: readonly GroupData[] }): Promise<{
    readonly hosts: { readonly login: string; readonly graph: string };
    readonly tenant: { readonly id: string; byMail(mail: string): { readonly id: string } | undefined };
    readonly login: {
      userToken(claims: Readonly<Record<string, unknown>>): Promise<string>;
      readonly people: { nested(mail: string, request: NestedQuestion["request"], interactive: boolean): Promise<NestedAnswer> };
    };
    readonly app: { readonly id: string; readonly secret: string };
    close(): Promise<void>;
  }>;
}
interface PersonData {
  readonly mail: string;
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly title?: string;
  readonly department?: string;
  readonly businessPhone?: string;
  readonly mobilePhone?: string;
  readonly presence?: TeamsPresence;
  /** In base64. */
  readonly photo?: string;
  readonly calendar?: readonly { readonly start: number; readonly end: number; readonly status: string }[];
}
/** Somebody of the samples, as their file tells of them. */
type Sample = Omit<Person, "photo"> & { readonly photo?: string };
interface GroupData {
  readonly mail: string;
  readonly name: string;
  readonly members: readonly string[];
}

const built = new URL("../../dist/test/graph/index.js", import.meta.url);
const day = 86_400_000;

/** `calendars`: the path of an `.ics` file for each person who has one; `more`: people beside those of the samples. Rejects with DemoError. */
export async function startStandIn(calendars: Readonly<Record<string, string>>, more: readonly Person[], now: number): Promise<StandIn> {
  const { startGraph } = await loadGraph();
  // Our own file, in the shape that the file directory reads.
  const samples = JSON.parse(await readFile(sampleDirectory, "utf8")) as { people: Sample[]; lists: (Person & { members: string[] })[] };
  const known = new Set(samples.people.map((person) => person.address));
  const everybody: Sample[] = [
    ...samples.people,
    ...more.filter(({ address }) => !known.has(address)).map((person) => ({ ...person, photo: undefined })),
  ];
  const people = await Promise.all(everybody.map((person, index) => describe(person, index, calendars[person.address], now)));
  const groups = samples.lists.map(({ address, name = address, members }) => ({ mail: address, name, members }));
  const { hosts, tenant, app, login, close } = await startGraph({ people, groups });
  return {
    microsoft365: { tenant: tenant.id, client: app.id, secret: app.secret, cloud: hosts },
    nested: ({ mailbox, request, interactive }) => login.people.nested(mailbox, request, interactive),
    token: (address) => login.userToken({ oid: tenant.byMail(address)?.id, exp: Math.floor((Date.now() + 30 * day) / 1000) }),
    close,
  };
}

async function loadGraph(): Promise<GraphModule> {
  try {
    return (await import(built.href)) as GraphModule; // built from test/graph/index.ts, whose types this layer must not know
  } catch (error) {
    throw new DemoError(
      "network",
      "The stand-in for Microsoft 365 is part of Rollcall's tests, and not here. Build it with: npm run build",
      {
        cause: error,
      },
    );
  }
}

async function describe(person: Sample, index: number, calendar: string | undefined, now: number): Promise<PersonData> {
  const { address, name, aliases, title, department, phones = [], photo } = person;
  const numberOf = (kind: string) => phones.find((phone) => phone.kind === kind)?.number;
  const schedule = calendar ? readCalendar(await readFile(calendar, "utf8")).schedule(now - day, now + 8 * day).schedule : [];
  return {
    mail: address,
    name,
    aliases,
    title,
    department,
    businessPhone: numberOf("work"),
    mobilePhone: numberOf("mobile"),
    presence: presenceOf(address, index),
    photo: photo?.slice(photo.indexOf(",") + 1),
    calendar: schedule.map(({ start, end, status }) => ({ start, end, status: graphStatus[status] })),
  };
}

const graphStatus: Readonly<Record<SlotStatus, string>> = {
  busy: "busy",
  tentative: "tentative",
  "out-of-office": "oof",
  "working-elsewhere": "workingElsewhere",
};
