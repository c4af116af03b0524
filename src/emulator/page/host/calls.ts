import * as z from "zod/mini";
import type { Item, Recipient } from "../../items.ts";
import { newAppointment, newMessage, reply, typed } from "../drafts.ts";
import { findItem, openItem } from "../mail.ts";
import { profileOf, type Client } from "./client.ts";
import { load, save } from "./kept.ts";
import { addNotification, listNotifications, removeNotification, replaceNotification, type Notification } from "./notifications.ts";
import { hasMailbox } from "./profiles.ts";

/** Codes of Outlook's errors; office.js has their names and words. */
const failure = { itemGone: 9030, unsupported: 9032, itemNotSaved: 9046, itemNotFound: 9049 } as const;

const failed = (errorCode: number) => ({ wasSuccessful: false, error: true, errorCode });
const succeeded = (data: unknown = null) => ({ wasSuccessful: true, error: false, errorCode: 0, data });

interface Call {
  /** The Mailbox requirement set that brought it. */
  readonly since: `1.${number}`;
  answer(client: Client, params: unknown): object;
}

/** A call whose parameters are checked; where they are off the caller hears that it cannot be done. */
function call<Params>(since: Call["since"], params: z.ZodMiniType<Params>, answer: (client: Client, params: Params) => object): Call {
  return {
    since,
    answer(client, given) {
      const { data, success } = params.safeParse(given);
      return success ? answer(client, data) : failed(failure.unsupported);
    },
  };
}

const anything = z.unknown();

/** A call that asks the open item. */
const ofItem = <Params>(
  since: Call["since"],
  params: z.ZodMiniType<Params>,
  answer: (item: Item, params: Params, client: Client) => object,
) =>
  call(since, params, (client, given) => {
    const item = openItem(client.mail.get());
    return item ? answer(item, given, client) : failed(failure.itemGone);
  });

const Field = z.object({ recipientField: z.literal([0, 1, 2]) });
const fields = ["to", "cc", "bcc"] as const;
const TimeOf = z.object({ TimeProperty: z.literal([1, 2]) });
const ItemId = z.object({ itemId: z.string() });
const Notice = z.object({
  key: z.string(),
  type: z.literal([0, 1, 2, 3]),
  message: z.string(),
  icon: z.optional(z.string()),
  persistent: z.optional(z.boolean()),
});
const People = z.optional(z.nullable(z.array(z.string())));
const MessageForm = z.object({ toRecipients: People, ccRecipients: People, bccRecipients: People, subject: z.optional(z.string()) });
const AppointmentForm = z.object({
  requiredAttendees: People,
  optionalAttendees: People,
  subject: z.optional(z.string()),
  location: z.optional(z.string()),
  start: z.optional(z.number()),
  end: z.optional(z.number()),
});

const recipients = (people: z.output<typeof People>): Recipient[] => (people ?? []).map(typed);

const display = call("1.1", ItemId, (client, { itemId }) => {
  const item = findItem(client.mail.get(), itemId);
  if (!item) return failed(failure.itemNotFound);
  client.mail.dispatch({ type: "select", id: item.id });
  return succeeded();
});

const composeMessage = call("1.6", MessageForm, ({ mail }, form) => {
  const people = { to: recipients(form.toRecipients), cc: recipients(form.ccRecipients), bcc: recipients(form.bccRecipients) };
  mail.dispatch({ type: "compose", draft: newMessage(mail.get(), { ...people, subject: form.subject ?? "" }) });
  return succeeded();
});

const composeAppointment = call("1.1", AppointmentForm, ({ mail }, form) => {
  const { requiredAttendees, optionalAttendees, ...content } = form;
  const people = { to: recipients(requiredAttendees), cc: recipients(optionalAttendees) };
  mail.dispatch({ type: "compose", draft: newAppointment(mail.get(), { ...defined(content), ...people }) });
  return succeeded();
});

const defined = <Content extends object>(content: Content): Partial<Content> =>
  // An entry that is left out is exactly what Partial allows.
  Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as Partial<Content>;

const answering = (everybody: boolean) =>
  ofItem("1.1", anything, (item, _params, { mail }) => {
    mail.dispatch({ type: "compose", draft: reply(mail.get(), item, everybody) });
    return succeeded();
  });

/** A change of the open item's info bar; a number is the error that `change` found. */
const notifying = <Params>(
  params: z.ZodMiniType<Params>,
  change: (all: readonly Notification[], params: Params) => readonly Notification[] | number,
) =>
  ofItem("1.3", params, ({ id }, given, { mail }) => {
    const notifications = change(mail.get().notifications[id] ?? [], given);
    if (typeof notifications === "number") return failed(notifications);
    mail.dispatch({ type: "notify", id, notifications });
    return succeeded();
  });

const recorded = call("1.1", anything, () => succeeded());

const roaming = ({ mail, addIn }: Client) => ["roaming settings", mail.get().owner.address, addIn.id];
const propertiesOf = (item: Item, { addIn }: Client) => ["custom properties", item.id, addIn.id];

/** The roaming settings of a client's mailbox, which the app context carries. */
export const roamingSettings = (client: Client) => load(roaming(client));

/** Outlook's calls by dispatch id. */
const calls: Readonly<Record<number, Call>> = {
  3: ofItem("1.1", anything, (item, _params, client) => ({
    wasSuccessful: true,
    customProperties: load(propertiesOf(item, client)).all ?? "{}",
  })),
  4: ofItem("1.1", z.object({ customProperties: anything }), (item, { customProperties }, client) => {
    save(propertiesOf(item, client), { all: JSON.stringify(customProperties) });
    return succeeded();
  }),
  7: composeAppointment,
  177: composeAppointment,
  44: composeMessage,
  178: composeMessage,
  8: display,
  9: display,
  179: display,
  180: display,
  10: answering(false),
  30: answering(false),
  181: answering(false),
  183: answering(false),
  11: answering(true),
  31: answering(true),
  182: answering(true),
  184: answering(true),
  14: call("1.1", anything, () => succeeded("text")),
  37: ofItem("1.3", anything, ({ text }) => succeeded(text)),
  15: ofItem("1.1", Field, (item, { recipientField }, client) =>
    succeeded(item[fields[recipientField]].slice(0, profileOf(client).written)),
  ),
  18: ofItem("1.1", anything, ({ subject }) => succeeded(subject)),
  24: ofItem("1.1", TimeOf, ({ start, end }, { TimeProperty }) => succeeded(TimeProperty === 1 ? start : end)),
  26: ofItem("1.1", anything, ({ location }) => succeeded(location ?? "")),
  32: ofItem("1.3", anything, ({ id }, _params, { mail }) => {
    mail.dispatch({ type: "save", id });
    return succeeded(id);
  }),
  164: ofItem("1.8", anything, ({ id }, _params, { mail }) =>
    mail.get().unsaved.includes(id) ? failed(failure.itemNotSaved) : succeeded(id),
  ),
  33: notifying(Notice, addNotification),
  34: ofItem("1.3", anything, ({ id }, _params, { mail }) => succeeded(listNotifications(mail.get().notifications[id] ?? []))),
  35: notifying(Notice, replaceNotification),
  36: notifying(z.object({ key: z.string() }), (all, { key }) => removeNotification(all, key)),
  41: call("1.3", anything, ({ mail }) => {
    mail.dispatch({ type: "select", id: null });
    return succeeded();
  }),
  42: call("1.1", anything, ({ mail }) => {
    mail.dispatch({ type: "pane", open: false, pinned: false });
    return succeeded();
  }),
  107: ofItem("1.7", anything, ({ from }) => succeeded(from)),
  404: call("1.1", z.tuple([z.record(z.string(), z.string())]), (client, [settings]) => {
    save(roaming(client), settings);
    return succeeded();
  }),
  163: recorded,
  193: recorded,
  400: recorded,
  401: recorded,
  402: recorded,
};

const ExecuteMethod = z.object({ ApiParams: z.optional(anything), MethodData: z.object({ DispatchId: z.number() }) });

/** Answers `ExecuteMethod`. Always: the library would forget the caller's callback otherwise. */
export function answerCall(client: Client, data: unknown): object {
  const request = ExecuteMethod.safeParse(data).data;
  const found = request && calls[request.MethodData.DispatchId];
  if (found && hasMailbox(profileOf(client), found.since)) return found.answer(client, request.ApiParams ?? undefined);
  console.warn("Not emulated here: Outlook's call", request?.MethodData.DispatchId);
  return failed(failure.unsupported);
}
