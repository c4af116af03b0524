import type { Call, CallId, EmailAddress } from "../protocol/index.ts";
import type { Calls } from "./network.ts";

type Action = Exclude<Parameters<Calls["act"]>[1], "answer">;

/** What the user did with calls while their network was away: the network hears it once it is back, before panes hear of its calls again. */
export interface Leaving {
  note(call: CallId, action: Action, pane: string): void;
  /** Settles when the network knows. `open`: the panes that are still there. */
  tell(calls: Calls, user: EmailAddress, open: ReadonlySet<string>): Promise<void>;
}

/** Calls that are remembered, for a network that does not come back. */
const most = 50;

export function leaving(): Leaving {
  const left = new Map<CallId, { readonly action: Action; readonly pane: string }>();

  const tellOf = async (calls: Calls, { id, parties }: Call, user: EmailAddress, open: ReadonlySet<string>): Promise<void> => {
    const done = left.get(id);
    left.delete(id);
    const own = parties.find(({ address, state }) => address === user && state === "joined")?.pane;
    if (done)
      await calls.act(id, done.action, done.pane).catch(() => {}); // it may be over by now
    else if (own !== undefined && !open.has(own)) calls.left(own);
  };

  return {
    note(call, action, pane) {
      if (left.size < most) left.set(call, { action, pane });
    },
    async tell(calls, user, open) {
      await Promise.all(calls.current().map((call) => tellOf(calls, call, user, open)));
    },
  };
}
