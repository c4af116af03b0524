import * as z from "zod/mini";
import type { Delegated } from "../../graph/index.ts";
import type { Notifications } from "../../graph/notifications/index.ts";
import { NetworkError } from "../../network.ts";
import { GraphPresence } from "./mapping.ts";

/** Presence that Graph tells of by itself, to one user, beside what is pulled for all. */
export interface Push {
  /** Whom the user watches now, by their ids. */
  cover(ids: readonly string[]): void;
  /** The user has brought a fresh token. */
  wake(): void;
  close(): Promise<void>;
}

interface PushParts {
  readonly notifications: Notifications;
  readonly delegated: Delegated;
  readonly told: (presence: GraphPresence) => void;
}

/** As many as one subscription takes; the others are pulled. */
const mostIds = 650;
/** So many of those who were watched before stay in it: whoever goes from mail to mail meets the same people, and needs no new one. */
const mostKept = 200;
/** Milliseconds for which the same people must be watched. */
const settling = 5000;
const scope = "Presence.Read.All";

const Told = z.extend(GraphPresence, { id: z.optional(z.string()) });

export function presencePush({ notifications, delegated: { client, token }, told }: PushParts): Push {
  let closed = false;
  let covered: readonly string[] = [];
  const standing = notifications.hold(client, {
    changeType: "updated",
    content: "always",
    settling,
    hear(change) {
      const { data } = Told.safeParse(change.content);
      const id = data?.id ?? change.id;
      if (data && id !== undefined && !closed) told({ ...data, id: id.toLowerCase() });
    },
    // What was missed comes with the next pull, and where there is no subscription, all does.
    missed() {},
    turned() {},
  });

  async function want(): Promise<void> {
    const ids = covered.toSorted();
    const resource = `/communications/presences?$filter=id in (${ids.map((id) => `'${id}'`).join(",")})`;
    if ((await allowed()) && !closed) standing.want(ids.length > 0 ? resource : undefined);
  }

  const allowed = (): Promise<boolean> =>
    token.scopes().then(
      (scopes) => scopes.has(scope),
      (error: unknown) => {
        if (error instanceof NetworkError) return false;
        throw error;
      },
    );

  return {
    cover(ids) {
      const known = new Set(covered);
      if (ids.length > 0 && ids.every((id) => known.has(id))) return;
      const now = ids.slice(0, mostIds);
      const before = covered.filter((id) => !now.includes(id)).slice(0, mostKept);
      covered = ids.length === 0 ? [] : [...now, ...before].slice(0, mostIds);
      void want();
    },
    wake() {
      void want();
      standing.wake();
    },
    async close() {
      closed = true;
      await standing.close();
    },
  };
}
