import type { EmailAddress } from "../../../protocol/index.ts";
import type { Graph } from "../../graph/index.ts";
import type { Account, AccountEvents } from "../../network.ts";
import type { GraphPresence } from "./mapping.ts";
import { presencePush, type Push } from "./push.ts";
import { whyNot } from "./teams/allowed.ts";
import { teams } from "./teams/index.ts";
import { meetings } from "./teams/meetings.ts";
import type { Replies } from "./teams/replies.ts";

/** What may be done in a user's name, beside what the application does for all. */
export type Deed = "Chats" | "Meetings";

/** What is done in one user's name: as much as is configured, and consented to. */
export interface InName extends Required<Pick<Account, "lacks" | "renew" | "close">>, Pick<Account, "chat" | "meetings"> {
  /** Where Graph can tell of presence by itself. */
  readonly push?: Push;
}

interface InNameParts {
  readonly graph: Graph;
  /** The user's, for Rollcall. */
  readonly token: string;
  readonly user: { readonly id: string; readonly address: EmailAddress };
  readonly events: Pick<AccountEvents, "conversation" | "message" | "read">;
  readonly deeds: ReadonlySet<Deed>;
  readonly replies: Replies | undefined;
  /** Graph has told of presence; undefined where it is not to. */
  readonly told: ((presence: GraphPresence) => void) | undefined;
  /** Why a deed cannot be done, for an administrator; undefined: it can. */
  readonly refused: (deed: Deed, words: string | undefined) => void;
  readonly now: () => number;
}

export async function inName({ graph, token, user, events, deeds, replies, told, refused, now }: InNameParts): Promise<InName> {
  const delegated = graph.onBehalfOf(token);
  const lacks = new Set<string>();

  async function allowed(deed: Deed): Promise<boolean> {
    if (!deeds.has(deed)) return false;
    const obstacle = await whyNot(deed, delegated.token);
    refused(deed, obstacle?.words);
    for (const scope of obstacle?.lacks ?? []) lacks.add(scope);
    return obstacle === undefined;
  }

  const { notifications } = graph;
  const chat = (await allowed("Chats")) ? teams({ graph, delegated, user, events, replies, now }) : undefined;
  const canMeet = await allowed("Meetings");
  const push = notifications && told && presencePush({ notifications, delegated, told });
  return {
    ...(chat && { chat }),
    ...(canMeet && { meetings: meetings({ graph, delegated }) }),
    ...(push && { push }),
    lacks: [...lacks],
    renew(fresh) {
      delegated.token.renew(fresh);
      chat?.wake();
      push?.wake();
    },
    async close() {
      await Promise.all([chat?.close(), push?.close()]);
    },
  };
}
