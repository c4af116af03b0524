import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ArrowDownRegular } from "@fluentui/react-icons/svg/arrow-down";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type UIEvent } from "react";
import type { Conversation } from "../../protocol/index.ts";
import { useNames } from "../people/names.ts";
import { useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { Earlier } from "./earlier.tsx";
import { Line } from "./line.tsx";
import { useReading } from "./reading.ts";
import type { Thread } from "./thread.ts";
import { timeline, type Row } from "./timeline.ts";
import { TypingLine } from "./typing.tsx";

/** Pixels from the end that still count as being there. */
const nearEnd = 80;

/** What was said, the latest at the bottom; earlier pages load as the reader scrolls up. */
export function Messages({ conversation, thread }: { readonly conversation: Conversation; readonly thread: Thread }) {
  const me = useSelect((state) => state.chats.me);
  const outbox = useSelect((state) => state.chats.outbox);
  const scroller = useRef<HTMLElement>(null);
  const [scrolledUp, setScrolledUp] = useState(false);
  const styles = useStyles();
  const text = useText();
  useReading(conversation, thread);

  const outgoing = useMemo(() => outbox.filter((one) => one.conversation === conversation.id), [outbox, conversation.id]);
  const rows = useMemo(() => (me ? timeline(thread, outgoing, conversation, me) : []), [thread, outgoing, conversation, me]);
  const toEnd = (): void => {
    if (scroller.current) scroller.current.scrollTop = 0;
  };
  useLayoutEffect(toEnd, [outgoing.length]);
  useEffect(() => {
    if (thread.fresh) scroller.current?.querySelector("[data-new]")?.scrollIntoView({ block: "nearest" });
  }, [thread.fresh]);

  const empty = thread.fresh && rows.length === 0;
  return (
    <div className={styles.room}>
      {/* Laid out from its end: what is added above never moves what the reader looks at, in any browser. */}
      <section
        ref={scroller}
        className={styles.scroller}
        aria-label={text("chat-messages")}
        tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard
        onScroll={({ currentTarget }: UIEvent) => setScrolledUp(currentTarget.scrollTop < -nearEnd)}
      >
        <div className={styles.rows}>
          {thread.fresh && thread.more && <Earlier conversation={conversation.id} before={thread.messages[0]?.id} />}
          {!thread.fresh && rows.length === 0 && <p className={styles.quiet}>{text("chat-loading")}</p>}
          {empty && <p className={styles.quiet}>{text("chat-empty")}</p>}
          {rows.map((row) => (
            <TimelineRow key={row.key} row={row} group={conversation.people.length > 2 || conversation.room !== undefined} />
          ))}
          <TypingLine conversation={conversation.id} typing={thread.typing} />
        </div>
      </section>
      {scrolledUp && (
        <Button className={styles.latest} size="small" shape="circular" icon={<ArrowDownRegular />} onClick={toEnd}>
          {text("chat-to-latest")}
        </Button>
      )}
    </div>
  );
}

function TimelineRow({ row, group }: { readonly row: Row; readonly group: boolean }) {
  const nameOf = useNames();
  const styles = useStyles();
  const text = useText();
  switch (row.kind) {
    case "day":
      return <h3 className={styles.day}>{text(dayId(row.at), { time: new Date(row.at) })}</h3>;
    case "new":
      return (
        <div className={styles.new} data-new>
          {text("chat-new")}
        </div>
      );
    case "who":
      return (
        <div className={mergeClasses(styles.who, row.own && styles.own)}>
          <bdi>{row.own ? text("chat-you") : (row.nick ?? nameOf(row.from))}</bdi>
          {row.nick !== undefined && ` ${text("chat-nick")}`} <time>{text("moment-today", { time: new Date(row.at) })}</time>
        </div>
      );
    case "line":
      return <Line own={row.own} text={row.text} fate={row.fate} outgoing={row.outgoing} />;
    case "receipt":
      return <div className={styles.receipt}>{receiptOf()}</div>;
  }

  function receiptOf(): string {
    if (row.kind !== "receipt" || row.seenBy.length === 0) return text("chat-delivered");
    return group ? text("chat-seen-by", { names: text.list(row.seenBy.map(nameOf)) }) : text("chat-seen");
  }
}

function dayId(at: number): string {
  const days = new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0);
  // Rounded, since a day of a clock change has 23 or 25 hours.
  return ["chat-day-today", "chat-day-yesterday"][Math.round(days / 86_400_000)] ?? "chat-day";
}

const useStyles = makeStyles({
  room: { position: "relative", flexGrow: 1, minHeight: 0, display: "flex", flexDirection: "column" },
  scroller: { flexGrow: 1, minHeight: 0, overflowY: "auto", display: "flex", flexDirection: "column-reverse" },
  rows: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBlockEnd: "auto",
  },
  quiet: { margin: 0, paddingBlock: tokens.spacingVerticalXXL, textAlign: "center", color: tokens.colorNeutralForeground3 },
  // The browser keeps the place by a message, not by a heading that an earlier page takes away.
  day: {
    overflowAnchor: "none",
    margin: `${tokens.spacingVerticalM} 0 0`,
    textAlign: "center",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
  },
  who: {
    overflowAnchor: "none",
    marginBlockStart: tokens.spacingVerticalS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  own: { alignSelf: "flex-end" },
  new: {
    overflowAnchor: "none",
    display: "flex",
    alignItems: "center",
    marginBlockStart: tokens.spacingVerticalS,
    gap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorBrandForeground1,
    "::after": { content: '""', flexGrow: 1, borderTop: `${tokens.strokeWidthThin} solid currentColor` },
  },
  receipt: {
    alignSelf: "flex-end",
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  latest: { position: "absolute", insetBlockEnd: tokens.spacingVerticalS, alignSelf: "center", boxShadow: tokens.shadow8 },
});
