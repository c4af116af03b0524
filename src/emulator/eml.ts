import PostalMime, { type Address, type Email } from "postal-mime";
import { repairWindows1252 } from "./charset.ts";
import { readInvitation, type Invitation } from "./invitation.ts";
import type { Item, Recipient } from "./items.ts";
import { normalizeSubject } from "./subject.ts";

type Problems = { readonly add: (problem: string) => unknown };

/**
 * The item in an `.eml` file (RFC 5322 and the MIME that mail programs really write). Never rejects: what cannot be read becomes
 * a problem in words. `received` is what a mail without a readable date gets. Every recipientType is 0: see classify.ts.
 */
export async function readItem(bytes: Uint8Array, id: string, received: number): Promise<Item> {
  const problems = new Set<string>();
  const email = await parse(bytes, problems);
  const invitation = invitationOf(email, problems);
  const subject = repairWindows1252(email.subject ?? invitation?.subject ?? "");
  if (bytes.length > 0) noteProblems(email, invitation, problems);
  return {
    id,
    kind: kindOf(invitation),
    subject,
    normalizedSubject: normalizeSubject(subject),
    importance: importanceOf(email),
    internetMessageId: email.messageId ?? `<${encodeURIComponent(id)}@rollcall.invalid>`,
    conversationId: conversationOf(email, id),
    received: dateOf(email, problems) ?? received,
    ...peopleOf(email, invitation),
    ...(invitation && { start: invitation.start, end: invitation.end, location: invitation.location }),
    text: repairWindows1252(email.text ?? invitation?.text ?? ""),
    html: email.html === undefined ? undefined : repairWindows1252(email.html),
    attachments: email.attachments.filter((part) => !isInvitation(part)).map(attached),
    deliveredTo: email.deliveredTo,
    unsent: header(email, "x-unsent") === "1", // how Outlook marks a draft that is a file
    problems: [...problems],
  };
}

async function parse(bytes: Uint8Array, problems: Problems): Promise<Email> {
  const nothing: Email = { headers: [], headerLines: [], attachments: [] };
  if (bytes.length === 0) problems.add("The file is empty.");
  try {
    return await PostalMime.parse(bytes, { rfc822Attachments: true });
  } catch (error) {
    // postal-mime rejects with plain errors, where a limit of its own is passed.
    problems.add(`The message cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    return nothing;
  }
}

function noteProblems(email: Email, invitation: Invitation | undefined, problems: Problems): void {
  const stray = email.headerLines.filter((header) => !header.line.includes(":")).length;
  if (email.headers.length - stray === 0) problems.add("The file has no message headers.");
  else if (stray > 0) problems.add(`Header lines that are no headers: ${stray}.`);
  if (email.headers.length > stray && !email.from?.address && !invitation) problems.add("The message does not say whom it is from.");
  if (`${email.text ?? ""}${email.html ?? ""}${email.subject ?? ""}`.includes("\ufffd")) problems.add("Some characters cannot be read.");
}

const isInvitation = (part: Email["attachments"][number]) => part.mimeType === "text/calendar" && part.disposition !== "attachment";

function invitationOf(email: Email, problems: Problems): Invitation | undefined {
  const part = email.attachments.find(isInvitation);
  if (!part) return undefined;
  try {
    return readInvitation(typeof part.content === "string" ? part.content : new TextDecoder().decode(part.content));
  } catch (error) {
    // ical.js throws plain errors, of whatever its grammar trips over.
    problems.add(`The invitation cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  }
}

/** Replies, counter-proposals and cancellations are read as mail; only a request can be answered. */
function kindOf(invitation: Invitation | undefined): Item["kind"] {
  if (!invitation) return "message";
  if (invitation.method === "REQUEST") return "meeting-request";
  return invitation.method === undefined || invitation.method === "PUBLISH" ? "appointment" : "message";
}

function peopleOf(email: Email, invitation: Invitation | undefined): Pick<Item, "from" | "sender" | "to" | "cc" | "bcc" | "resources"> {
  const [from] = recipients(email.from && [email.from]);
  const [sender] = recipients(email.sender && [email.sender]);
  const invites = invitation && invitation.required.length + invitation.optional.length > 0;
  return {
    from: invitation?.organizer ?? from,
    sender: sender ?? from ?? invitation?.organizer,
    to: invites ? invitation.required : recipients(email.to),
    cc: invites ? invitation.optional : recipients(email.cc),
    bcc: recipients(email.bcc),
    ...(invitation && { resources: invitation.resources }),
  };
}

/** Groups (RFC 5322 section 3.4) count as their members; "undisclosed recipients" is a group without any. */
function recipients(addresses: readonly Address[] = []): readonly Recipient[] {
  return addresses
    .flatMap((address) => address.group ?? [address])
    .map(({ address, name }) => ({ address, name: repairWindows1252(name) || address, recipientType: 0, appointmentResponse: 0 }));
}

const header = (email: Email, key: string) => email.headers.find((header) => header.key === key)?.value.trim();

/** In the order of trust: RFC 4021's Importance, X.400's Priority, and the X-Priority that most programs write. */
function importanceOf(email: Email): Item["importance"] {
  const said = [header(email, "importance"), header(email, "priority"), header(email, "x-priority")].find((value) => value);
  if (!said) return "normal";
  if (/^(high|urgent|[12]\b)/i.test(said)) return "high";
  return /^(low|non-urgent|[45]\b)/i.test(said) ? "low" : "normal";
}

/** The first 22 bytes of Thread-Index name a conversation ([MS-OXOMSG] 2.2.1.3); elsewhere the first message of the thread does. */
function conversationOf(email: Email, id: string): string {
  const index = header(email, "thread-index");
  if (index) return Buffer.from(index, "base64").subarray(0, 22).toString("base64");
  return /<[^<>]+>/.exec(`${email.references ?? ""} ${email.inReplyTo ?? ""} ${email.messageId ?? ""}`)?.[0] ?? id;
}

/** When it was written; where it does not say so, when the last server on its way got it (RFC 5321 section 4.4). */
function dateOf(email: Email, problems: Problems): number | undefined {
  const dates = [email.date, header(email, "received")?.split(";").at(-1)].map((text) => Date.parse(text ?? ""));
  if (email.date !== undefined && Number.isNaN(dates[0])) problems.add("The date of the message cannot be read.");
  return dates.find((date) => !Number.isNaN(date));
}

function attached(part: Email["attachments"][number]): Item["attachments"][number] {
  const size = typeof part.content === "string" ? part.content.length : part.content.byteLength;
  return { name: part.filename ?? "unnamed", size, contentType: part.mimeType };
}
