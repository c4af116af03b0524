import { writable } from "./message.ts";
import { submit } from "../forms.ts";
import { attribute, bare, ns, xml, type Stanza } from "../stanza.ts";
import { keep, recall } from "../storage.ts";
import type { Stream } from "../stream/stream.ts";

/** The rooms that the user is in from one session to the next, as all their clients know them. */
export interface Bookmarks {
  /** Bare JIDs of those that are to be joined. */
  list(): Promise<readonly string[]>;
  add(room: string, name: string | undefined): Promise<void>;
  remove(room: string): Promise<void>;
}

/** XEP-0048, where the server has no XEP-0402. */
const legacy = "storage:bookmarks";

export function bookmarks(stream: Stream): Bookmarks {
  const storage = async (): Promise<readonly Stanza[]> => (await recall(stream, "storage", legacy))?.getChildren("conference") ?? [];
  const items = async (): Promise<readonly Stanza[]> => {
    const pubsub = await stream.ask("get", xml("pubsub", ns.pubsub, xml("items", { node: ns.bookmarks }))).catch(() => undefined);
    return pubsub?.getChild("items")?.getChildren("item") ?? [];
  };
  const others = async (room: string): Promise<readonly Stanza[]> =>
    (await storage()).filter((conference) => attribute(conference, "jid") !== room);
  const store = (conferences: readonly Stanza[]): Promise<void> => keep(stream, xml("storage", legacy, ...conferences));

  return {
    async list() {
      const [newer, older] = await Promise.all([items(), storage()]);
      const rooms = [
        ...newer.filter((item) => joins(item.getChild("conference", ns.bookmarks))).map((item) => attribute(item, "id")),
        ...older.filter(joins).map((conference) => attribute(conference, "jid")),
      ];
      return [...new Set(rooms.flatMap((room) => (room ? [bare(room)] : [])))];
    },

    async add(room, name) {
      const words = { autojoin: "true", ...(name && { name: writable(name) }) };
      const item = xml("item", { id: room }, xml("conference", { xmlns: ns.bookmarks, ...words }));
      const publish = xml("publish", { node: ns.bookmarks }, item);
      try {
        await stream.ask("set", xml("pubsub", ns.pubsub, publish, xml("publish-options", {}, privately())));
      } catch {
        await store([...(await others(room)), xml("conference", { jid: room, ...words })]);
      }
    },

    async remove(room) {
      const retract = xml("retract", { node: ns.bookmarks }, xml("item", { id: room }));
      await stream.ask("set", xml("pubsub", ns.pubsub, retract)).catch(() => {}); // it may be the other's alone
      const [all, left] = [await storage(), await others(room)];
      if (left.length < all.length) await store(left);
    },
  };
}

const joins = (conference: Stanza | undefined): boolean => ["true", "1"].includes(attribute(conference, "autojoin") ?? "");

/** XEP-0402 section 5: kept, all of them, for the user's eyes alone. */
const privately = (): Stanza =>
  submit("http://jabber.org/protocol/pubsub#publish-options", {
    "pubsub#persist_items": "true",
    "pubsub#max_items": "max",
    "pubsub#send_last_published_item": "never",
    "pubsub#access_model": "whitelist",
  });
