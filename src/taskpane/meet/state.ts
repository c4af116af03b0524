import type { ConversationId, EmailAddress } from "../../protocol/index.ts";
import type { WireError } from "../connection.ts";

/** Whom the reader wants to meet, and what has become of it. */
export interface Meet {
  readonly picked: ReadonlySet<EmailAddress>;
  readonly meeting: Making;
  readonly invitation: Invitation;
}

export type Making =
  | { readonly state: "none" | "making" }
  | { readonly state: "failed"; readonly code: WireError["code"] }
  | { readonly state: "ready"; readonly url: string };

/** The link on its way into the chat. `unsent`: none of the reader's networks carries chats. */
export type Invitation =
  | { readonly state: "none" | "sending" | "unsent" }
  | { readonly state: "failed"; readonly code: WireError["code"] }
  | { readonly state: "sent"; readonly conversation: ConversationId };

export type MeetEvent =
  | { readonly type: "toggled"; readonly person: EmailAddress }
  | { readonly type: "picked"; readonly people: readonly EmailAddress[] }
  | { readonly type: "meeting"; readonly meeting: Making }
  | { readonly type: "invitation"; readonly invitation: Invitation };

/** Everybody, until the reader chooses. */
export const meetWith = (people: readonly EmailAddress[]): Meet => ({
  picked: new Set(people),
  meeting: { state: "none" },
  invitation: { state: "none" },
});

export function reduceMeet(state: Meet, event: MeetEvent): Meet {
  switch (event.type) {
    case "toggled": {
      const picked = new Set(state.picked);
      if (!picked.delete(event.person)) picked.add(event.person);
      return { ...state, picked };
    }
    case "picked":
      return { ...state, picked: new Set(event.people) };
    case "meeting":
      return { ...state, meeting: event.meeting };
    case "invitation":
      return { ...state, invitation: event.invitation };
  }
}
