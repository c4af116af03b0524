import { readFile } from "node:fs/promises";
import type { ConfigInput } from "../gateway/index.ts";
import { readCalendar } from "../gateway/networks/local/calendar.ts";
import type { Person, SlotStatus } from "../protocol/index.ts";
import { answerTo, colleagues, thinking } from "./colleagues.ts";
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
  startGraph(
    data: { readonly people: readonly PersonData[]; readonly groups: readonly GroupData[] },
    options: { readonly authority: string },
  ): Promise<{
    readonly hosts: { readonly login: string; readonly graph: string };
    readonly tenant: { readonly id: string; readonly chats: Chats; byMail(mail: string): { readonly id: string } | undefined };
    readonly login: {
      userToken(claims: Readonly<Record<string, unknown>>): Promise<string>;
      readonly people: { nested(mail: string, request: NestedQuestion["request"], interactive: boolean): Promise<NestedAnswer> };
    };
    readonly app: { readonly id: string; readonly secret: string };
    close(): Promise<void>;
  }>;
}
/** Teams' chats. */
interface Chats {
  say(chat: ChatData, user: string, content: string): unknown;
  listen(hear: (chat: ChatData, said: SaidData, change: "created" | "updated") => void): void;
}
interface ChatData {
  readonly id: string;
  readonly members: readonly string[];
}
interface SaidData {
  readonly from?: { readonly user?: { readonly id?: string | null } | null } | null;
  readonly body?: { readonly content?: string | null } | null;
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

export interface StandInOptions {
  /** The path of an `.ics` file for each person who has one. */
  readonly calendars: Readonly<Record<string, string>>;
  /** People beside those of the samples. */
  readonly more: readonly Person[];
  readonly now: number;
  /** PEM: whom to trust that it is the gateway, which is notified. */
  readonly authority: string;
}

/** Rejects with DemoError. */
export async function startStandIn({ calendars, more, now, authority }: StandInOptions): Promise<StandIn> {
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
  const { hosts, tenant, app, login, close } = await startGraph({ people, groups }, { authority });
  for (const { address, answers } of colleagues) if (answers) answerInTeams(tenant.chats, tenant.byMail(address)?.id ?? "");
  return {
    microsoft365: { tenant: tenant.id, client: app.id, secret: app.secret, cloud: hosts, notifications: {} },
    nested: ({ mailbox, request, interactive }) => login.people.nested(mailbox, request, interactive),
    token: (address) => login.userToken({ oid: tenant.byMail(address)?.id, exp: Math.floor((Date.now() + 30 * day) / 1000) }),
    close,
  };
}

/** A reader who is alone is answered in Teams, too. */
function answerInTeams(chats: Chats, self: string): void {
  const answered = new Set<string>();
  chats.listen((chat, { from, body }, change) => {
    if (change !== "created" || from?.user?.id === self || !chat.members.includes(self)) return;
    const answer = answerTo(body?.content ?? "", !answered.has(chat.id));
    answered.add(chat.id);
    setTimeout(() => chats.say(chat, self, answer), thinking).unref();
  });
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
