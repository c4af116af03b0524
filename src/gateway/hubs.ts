import type { EmailAddress } from "../protocol/index.ts";
import { Hub, type HubOptions } from "./hub.ts";
import type { User } from "./network.ts";

/** All hubs: one for each user who has a pane open, or had a moment ago. */
export interface Hubs {
  /** The user's hub, opened with their first pane. Each `enter` is followed by one `leave`. */
  enter(user: User): Hub;
  leave(hub: Hub): void;
  all(): Iterable<Hub>;
  close(): Promise<void>;
}

/** `grace`: milliseconds from the last pane's end to the hub's, so that a reload signs nobody out. */
export function createHubs(options: HubOptions & { readonly grace: number }): Hubs {
  const open = new Map<EmailAddress, { readonly hub: Hub; panes: number; ending?: NodeJS.Timeout }>();

  async function end(hub: Hub) {
    open.delete(hub.user.address);
    await hub.close().catch((error: unknown) => options.log.error({ err: error }, "hub did not close"));
  }

  return {
    enter(user) {
      const entry = open.get(user.address) ?? { hub: new Hub(user, options), panes: 0 };
      open.set(user.address, entry);
      clearTimeout(entry.ending);
      entry.panes++;
      return entry.hub;
    },
    leave(hub) {
      const entry = open.get(hub.user.address);
      if (!entry || entry.hub !== hub || --entry.panes > 0) return;
      entry.ending = setTimeout(() => void end(hub), options.grace);
      entry.ending.unref();
    },
    *all() {
      for (const { hub } of open.values()) yield hub;
    },
    async close() {
      const entries = [...open.values()];
      for (const { ending } of entries) clearTimeout(ending);
      await Promise.all(entries.map(({ hub }) => end(hub)));
    },
  };
}
