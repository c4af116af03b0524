import { Button, Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { memo } from "react";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { linked } from "./links.ts";
import type { Outgoing } from "./outbox.ts";
import { send } from "./send.ts";
import type { Fate } from "./timeline.ts";

interface LineProps {
  readonly own: boolean;
  readonly text: string;
  readonly fate?: Fate;
  readonly outgoing?: Outgoing;
}

/** One message. */
export const Line = memo(function Line({ own, text: words, fate, outgoing }: LineProps) {
  const styles = useStyles();
  const text = useText();
  const unread = fate?.retracted ? text("chat-retracted") : fate?.encrypted && text("chat-encrypted");
  return (
    <div className={mergeClasses(styles.line, own && styles.ownLine)}>
      {fate?.invitation && <div className={styles.asks}>{text("chat-invitation")}</div>}
      {(words || unread) && (
        <div className={mergeClasses(styles.bubble, own && styles.ownBubble, unread && styles.unread)} dir="auto">
          {unread || <Linked text={words} />}
        </div>
      )}
      {fate?.edited !== undefined && !fate.retracted && (
        <div className={styles.pending} title={text("chat-edited-at", { time: new Date(fate.edited) })}>
          {text("chat-edited")}
        </div>
      )}
      {fate?.failed && (
        <div className={mergeClasses(styles.pending, styles.failed)} role="alert">
          {text("chat-failed", { reason: text(`chat-error-${fate.failed}`) })}
        </div>
      )}
      {outgoing && <Pending outgoing={outgoing} />}
    </div>
  );
});

/** The text as it was written; only addresses that are safe to open become links. */
function Linked({ text }: { readonly text: string }) {
  const { mailbox } = useRollcall();
  return linked(text).map(({ text: words, href, start }) =>
    href ? (
      <Link
        key={start}
        inline
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        onClick={(event) => {
          event.preventDefault();
          mailbox.browse(href);
        }}
      >
        <bdi>{words}</bdi>
      </Link>
    ) : (
      <span key={start}>{words}</span>
    ),
  );
}

/** What keeps a message from going out, and what the reader can do about it. */
function Pending({ outgoing }: { readonly outgoing: Outgoing }) {
  const rollcall = useRollcall();
  const { store, connection } = rollcall;
  const connected = useSelect((state) => state.link.state === "connected");
  const styles = useStyles();
  const text = useText();
  const { conversation, key, state, code } = outgoing;
  if (state === "sending" && connected) return <div className={styles.pending}>{text("chat-sending")}</div>;

  const discard = (): void => store.dispatch({ type: "chat-discarded", key });
  const edit = (): void => {
    const draft = store.get().chats.drafts[conversation];
    store.dispatch({ type: "chat-draft", conversation, text: draft ? `${outgoing.text}\n${draft}` : outgoing.text });
    discard();
  };
  const failed = state === "failed";
  return (
    <div className={mergeClasses(styles.pending, failed && styles.failed)}>
      <span role={failed ? "alert" : undefined}>
        {failed ? text("chat-failed", { reason: text(`chat-error-${code}`) }) : text("chat-waiting")}
      </span>
      <span className={styles.actions}>
        <Button size="small" appearance="transparent" onClick={() => (failed ? void send(rollcall, outgoing) : connection.retry())}>
          {text("chat-retry")}
        </Button>
        <Button size="small" appearance="transparent" onClick={edit}>
          {text("chat-edit")}
        </Button>
        <Button size="small" appearance="transparent" onClick={discard}>
          {text("chat-discard")}
        </Button>
      </span>
    </div>
  );
}

const useStyles = makeStyles({
  line: { display: "flex", flexDirection: "column", alignSelf: "flex-start", alignItems: "flex-start", maxWidth: "88%", minWidth: 0 },
  ownLine: { alignSelf: "flex-end", alignItems: "flex-end" },
  bubble: {
    maxWidth: "100%",
    boxSizing: "border-box",
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`, // seen in high contrast alone
    backgroundColor: tokens.colorNeutralBackground3,
    textAlign: "start", // by the message's own direction; Fluent's provider says left or right by the reader's
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  ownBubble: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1 },
  asks: { paddingBlock: tokens.spacingVerticalXS, fontStyle: "italic", color: tokens.colorNeutralForeground3 },
  unread: { fontStyle: "italic", color: tokens.colorNeutralForeground3 },
  pending: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3, textAlign: "end" },
  failed: { color: tokens.colorStatusDangerForeground3 },
  actions: { display: "inline-flex", flexWrap: "wrap", justifyContent: "flex-end" },
});
