import { randomUUID } from "node:crypto";
import type { Time } from "../../../../protocol/index.ts";
import { NetworkError } from "../../../network.ts";
import { submit } from "../forms.ts";
import { attribute, bare, moment, ns, xml, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";

/** A message as the archive keeps it. */
export interface Archived {
  /** The archive's own name for it, which is the stanza id (XEP-0359) that it had when it came. */
  readonly id: string;
  readonly at: Time;
  readonly message: Stanza;
}

/** Oldest first. */
export interface Page {
  readonly items: readonly Archived[];
  /** No older ones exist. */
  readonly complete: boolean;
}

export interface Query {
  /** The room whose archive it is; else it is the user's own. */
  readonly room?: string;
  /** With this bare JID alone. */
  readonly with?: string;
  /** The archive's name of a message; absent: the latest page. */
  readonly before?: string;
}

/** What was said before (XEP-0313). */
export interface Archive {
  /** A server that keeps nothing has one empty page. Rejects with NetworkError. */
  page(query: Query): Promise<Page>;
  /** True where the message is the archive's, or pretends to be. */
  stanza(message: Stanza): boolean;
}

/** Messages in a page: what Prosody gives at the most. */
export const pageSize = 50;

export function archive(stream: Stream, self: string): Archive {
  /** What was asked and is being answered, by query id. */
  const asked = new Map<string, { readonly from: string; readonly items: Archived[] }>();

  return {
    async page({ room, with: jid, before }) {
      const id = randomUUID(); // nobody can guess it
      const items: Archived[] = [];
      asked.set(id, { from: room ?? self, items });
      try {
        const fin = await stream.ask("set", question(id, jid, before), room);
        const complete = attribute(fin, "complete") === "true" || items.length === 0;
        return { items, complete };
      } catch (error) {
        if (error instanceof NetworkError && keepsNothing.has(error.code)) return { items: [], complete: true };
        throw error;
      } finally {
        asked.delete(id);
      }
    },

    stanza(message) {
      const result = message.getChild("result", ns.mam);
      if (!result) return false;
      const question = asked.get(attribute(result, "queryid") ?? "");
      const from = attribute(message, "from");
      // Results are told by the archive that was asked, or they are forged.
      if (!question || bare(from ?? self) !== question.from || question.items.length >= pageSize) return true;
      const item = read(result);
      if (item) question.items.push(item);
      return true;
    },
  };
}

const keepsNothing: ReadonlySet<string> = new Set(["unsupported", "not-found"]);

function read(result: Stanza): Archived | undefined {
  const forwarded = result.getChild("forwarded", ns.forward);
  const message = forwarded?.getChild("message");
  const at = moment(attribute(forwarded?.getChild("delay", ns.delay), "stamp"));
  const id = attribute(result, "id");
  return message && id && at !== undefined ? { id, at, message } : undefined;
}

function question(id: string, jid: string | undefined, before: string | undefined): Stanza {
  const form = submit(ns.mam, jid ? { with: jid } : {});
  const page = xml("set", ns.rsm, xml("max", {}, String(pageSize)), xml("before", {}, before ?? ""));
  return xml("query", { xmlns: ns.mam, queryid: id }, form, page);
}
