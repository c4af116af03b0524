import type { Item, Recipient } from "../items.ts";
import type { Mail } from "./mail.ts";

/** A person typed by hand, of whom nothing but the address is known. */
export const typed = (address: string): Recipient => ({ address, name: "", recipientType: 0, appointmentResponse: 0 });

/** An empty message of this mailbox's owner. */
export function newMessage(mail: Mail, content: Partial<Item> = {}): Item {
  const id = `draft-${crypto.randomUUID()}`;
  return {
    id,
    kind: "message",
    subject: "",
    normalizedSubject: content.subject ?? "",
    importance: "normal",
    internetMessageId: "",
    conversationId: `conversation-${id}`,
    received: Date.now(),
    from: { ...mail.owner, recipientType: 2, appointmentResponse: 0 },
    to: [],
    cc: [],
    bcc: [],
    text: "",
    attachments: [],
    problems: [],
    ...content,
  };
}

/** An appointment that the owner organises: the next full hour, for half an hour. */
export function newAppointment(mail: Mail, content: Partial<Item> = {}): Item {
  const hour = 3_600_000;
  const start = content.start ?? Math.ceil(Date.now() / hour) * hour;
  const organizer: Recipient = { ...mail.owner, recipientType: 2, appointmentResponse: 1 };
  return newMessage(mail, { kind: "appointment", from: organizer, start, end: start + hour / 2, location: "", ...content });
}

/** An answer to the sender, or to everybody; the owner is not written to. */
export function reply(mail: Mail, item: Item, everybody: boolean): Item {
  const others = (people: readonly Recipient[]) => people.filter(({ address }) => address !== mail.owner.address);
  const to = [...(item.from ? [item.from] : []), ...(everybody ? item.to : [])];
  const quoted = item.text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
  return newMessage(mail, {
    subject: `RE: ${item.normalizedSubject}`,
    normalizedSubject: item.normalizedSubject,
    conversationId: item.conversationId,
    to: unique(others(to)),
    cc: everybody ? unique(others(item.cc)) : [],
    text: `\n\n${quoted}`,
  });
}

function unique(people: readonly Recipient[]): Recipient[] {
  return [...new Map(people.map((person) => [person.address, person])).values()];
}
