import { limits, type ConversationId, type EmailAddress, type Message } from "../../../protocol/index.ts";
import { NetworkError, type Chat } from "../../network.ts";
import type { Accounts } from "./accounts.ts";
import type { Archive } from "./archive.ts";
import type { Resolve } from "./people.ts";

/** People in one conversation. */
const mostPeople = 100;

interface ChatParts {
  readonly archive: Archive;
  readonly accounts: Accounts;
  readonly resolve: Resolve;
  readonly now: () => number;
}

/** The chat of one user. What it changes it tells every account of the members, the user's own included: another pane may be open. */
export function chat(self: EmailAddress, { archive, accounts, resolve, now }: ChatParts): Chat {
  const membersOf = (id: ConversationId): readonly EmailAddress[] => {
    const people = archive.people(id);
    if (people.length === 0) throw new NetworkError("not-found", "There is no such conversation.");
    if (!people.includes(self)) throw new NetworkError("forbidden", "You are not part of that conversation.");
    return people;
  };

  /** Each member sees it with their own unread count and link. */
  const views = (id: ConversationId, people: readonly EmailAddress[]) =>
    people.flatMap((person) => {
      const conversation = archive.conversation(id, person);
      return conversation ? [{ person, conversation }] : [];
    });
  const tellConversation = (each: ReturnType<typeof views>): void => {
    for (const { person, conversation } of each) accounts.tell([person], (events) => events.conversation(conversation));
  };

  return {
    async conversations() {
      return archive.latest(self);
    },

    async open(people, context) {
      const others = await resolve(people, self);
      if (others.length >= mostPeople) throw new NetworkError("too-large", `A conversation holds at most ${mostPeople} people.`);
      const { id, retitled } = archive.open([self, ...others], self, context);
      const conversation = archive.conversation(id, self);
      if (!conversation) throw new NetworkError("storage", "The conversation could not be kept.");
      // One without a message is nobody's news yet: somebody may just be looking.
      if (retitled && conversation.last) tellConversation(views(id, conversation.people));
      return conversation;
    },

    async send(conversation, text, key): Promise<Message> {
      const people = membersOf(conversation);
      if (text.length > limits.text) throw new NetworkError("too-large", `A message holds at most ${limits.text} characters.`);
      if (text === "" || key === "") throw new NetworkError("bad-request", "A message needs a text and a key.");
      const first = archive.conversation(conversation, self)?.last === undefined;
      // As it is before its first message: that message then counts as unread like any other.
      const begun = first ? views(conversation, people) : [];
      const { message, fresh } = archive.keep({ conversation, from: self, text, at: now(), key });
      if (!fresh) return message;
      tellConversation(begun);
      accounts.tell(people, (events) => events.message(message));
      return message;
    },

    async history(conversation, before) {
      membersOf(conversation);
      return archive.page(conversation, before);
    },

    typing(conversation, on) {
      const people = archive.people(conversation);
      if (!people.includes(self)) return;
      const others = people.filter((person) => person !== self);
      accounts.tell(others, (events) => events.typing(conversation, self, on));
    },

    async read(conversation, upTo) {
      const people = membersOf(conversation);
      const marked = archive.mark(conversation, self, upTo);
      if (marked !== undefined) accounts.tell(people, (events) => events.read(conversation, self, marked));
    },
  };
}
