import type { AccountEvents, Calls } from "../../../network.ts";
import { uncarbon } from "../chat/carbons.ts";
import type { Named } from "../addresses.ts";
import type { Faculty } from "../session.ts";
import type { Stream } from "../stream/stream.ts";
import { desk, type Desk, type JingleParts } from "./desk.ts";
import { readInitiation } from "./initiation.ts";
import { ns } from "./names.ts";

/** The calls of one session (XEP-0166): announced by XEP-0353, with sound and pictures as browsers have them. */
export interface JingleCalls extends Faculty {
  readonly calls: Calls;
}

/** Most sessions end without a call: what it takes to lead some is made for the first. */
export function jingleCalls(self: Named, stream: Stream, parts: JingleParts): JingleCalls {
  let events: AccountEvents | undefined;
  let begun = parts.now();
  let made: Desk | undefined;
  const open = (): Desk => {
    if (made) return made;
    made = desk(self, stream, parts, () => begun);
    if (events) made.listen(events);
    return made;
  };

  stream.answer("set", ns.jingle, "jingle", (element, from) => open().jingle(element, from));

  return {
    calls: {
      devices: async () => [{ id: "computer", kind: "computer" }],
      place: (...call) => open().calls.place(...call),
      act: (...done) => open().calls.act(...done),
      signal: (...said) => made?.calls.signal(...said),
      left: (pane) => made?.calls.left(pane),
      current: () => made?.calls.current() ?? [],
    },

    listen(who) {
      events = who;
      made?.listen(who);
    },

    stanza(stanza) {
      if (made) return made.stanza(stanza);
      const message = stanza.name === "message" ? uncarbon(stanza, self.jid) : undefined;
      return message !== undefined && readInitiation(message) !== undefined && open().stanza(stanza);
    },

    async begin() {
      begun = parts.now();
      made?.begin();
    },
    resumed: () => made?.resumed?.(),
  };
}
