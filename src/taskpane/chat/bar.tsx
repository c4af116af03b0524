import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ChatRegular } from "@fluentui/react-icons/svg/chat";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronUpRegular } from "@fluentui/react-icons/svg/chevron-up";
import { PeopleTeamRegular } from "@fluentui/react-icons/svg/people-team";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useState } from "react";
import type { Conversation } from "../../protocol/index.ts";
import { useNames } from "../people/names.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText, useText } from "../texts/index.tsx";
import type { Chats } from "./state.ts";

/** The conversations that want the reader; all of them on demand. */
export default function ChatBar() {
  const chats = useSelect((state) => state.chats);
  const view = useSelect((state) => state.view);
  const [all, setAll] = useState(false);
  const styles = useStyles();
  const text = useAllText();

  const shown = view.name === "chat" ? view.conversation : undefined;
  const others = latestFirst(chats).filter((conversation) => conversation.id !== shown);
  const listed = all ? others : others.filter((conversation) => wanting(chats, conversation));
  return (
    <>
      {chats.trouble && <Trouble code={chats.trouble} />}
      {others.length > 0 && (
        <nav className={styles.strip} aria-label={text("chat-list")}>
          {listed.map((conversation) => (
            <Entry key={conversation.id} conversation={conversation} />
          ))}
          {others.length > listed.length || all ? (
            <Button
              appearance="subtle"
              size="small"
              aria-expanded={all}
              icon={all ? <ChevronDownRegular /> : <ChevronUpRegular />}
              onClick={() => setAll(!all)}
            >
              {text(all ? "chat-list-less" : "chat-list-all", { count: others.length })}
            </Button>
          ) : null}
        </nav>
      )}
    </>
  );
}

function Entry({ conversation }: { readonly conversation: Conversation }) {
  const { store } = useRollcall();
  const me = useSelect((state) => state.chats.me);
  const nameOf = useNames();
  const styles = useStyles();
  const text = useText();
  const { subject } = conversation.context;
  const people = text.list(conversation.people.filter((address) => address !== me).map(nameOf));
  const names = conversation.room === undefined ? people : text("chat-room", { room: conversation.room });
  return (
    <Button
      appearance="subtle"
      className={styles.entry}
      icon={conversation.room === undefined ? <ChatRegular /> : <PeopleTeamRegular />}
      onClick={() => store.dispatch({ type: "view", view: { name: "chat", conversation: conversation.id } })}
      aria-label={text("chat-open", { names, subject: subject ?? "", unread: conversation.unread })}
    >
      <bdi className={styles.names}>{conversation.room ?? names}</bdi>
      {subject && <bdi className={styles.subject}>{subject}</bdi>}
      {conversation.unread > 0 && <span className={styles.count}>{conversation.unread}</span>}
    </Button>
  );
}

function Trouble({ code }: { readonly code: NonNullable<Chats["trouble"]> }) {
  const { store } = useRollcall();
  const styles = useStyles();
  const text = useText();
  return (
    <div className={styles.trouble} role="alert">
      <span>{text("chat-not-opened", { reason: text(`chat-error-${code}`) })}</span>
      <Button
        appearance="subtle"
        size="small"
        icon={<DismissRegular />}
        aria-label={text("chat-dismiss")}
        onClick={() => store.dispatch({ type: "chat-trouble", code: undefined })}
      />
    </div>
  );
}

function latestFirst({ conversations }: Chats): readonly Conversation[] {
  return Object.values(conversations)
    .filter((conversation) => conversation.last || conversation.unread > 0)
    .toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
}

/** Something unread, or something of the reader's own that has not gone out. */
function wanting({ drafts, outbox }: Chats, { id, unread }: Conversation): boolean {
  return unread > 0 || Boolean(drafts[id]) || outbox.some((outgoing) => outgoing.conversation === id);
}

const useStyles = makeStyles({
  strip: {
    display: "flex",
    flexDirection: "column",
    flexShrink: 0,
    maxHeight: "40vh",
    overflowY: "auto",
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  entry: { justifyContent: "flex-start", gap: tokens.spacingHorizontalS, minWidth: 0, fontWeight: tokens.fontWeightRegular },
  names: {
    fontWeight: tokens.fontWeightSemibold,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    flexShrink: 0,
    maxWidth: "60%",
  },
  subject: {
    color: tokens.colorNeutralForeground3,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    minWidth: 0,
  },
  count: {
    marginInlineStart: "auto",
    flexShrink: 0,
    minWidth: tokens.spacingHorizontalL,
    paddingInline: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: tokens.fontSizeBase200,
    textAlign: "center",
    outline: `${tokens.strokeWidthThin} solid transparent`, // seen where colours are forced
  },
  trouble: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground3,
  },
});
