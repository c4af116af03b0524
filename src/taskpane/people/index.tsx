import { makeStyles, tokens } from "@fluentui/react-components";
import { useMemo } from "react";
import type { OpenItem } from "../item.ts";
import { EmptyState } from "../empty.tsx";
import { PlainButton } from "../button.tsx";
import { startCall } from "../call/index.tsx";
import { startChat } from "../chat/index.tsx";
import { FreeBusyButton } from "../freeBusy/index.tsx";
import { MeetButton } from "../meet/index.tsx";
import { useHas, useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { Announcement } from "./announcement.tsx";
import { answerText, namesText, spokenText } from "./answer.ts";
import { PeopleList } from "./list.tsx";
import { toRows, type Row } from "./rows.ts";
import { reachable, summarise } from "./summary.ts";

const useStyles = makeStyles({
  people: { display: "flex", flexDirection: "column", flexGrow: 1, minHeight: 0 },
  head: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalM,
    paddingInline: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  answer: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  names: {
    margin: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    minHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    marginBlockStart: tokens.spacingVerticalXS,
    gap: tokens.spacingHorizontalS,
    ":empty": { display: "none" },
  },
  shown: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

/** The people of the open item: the answer in words, then everyone. */
export function People({ item, lost }: { readonly item: OpenItem; readonly lost: number | undefined }) {
  const { mailbox } = useRollcall();
  const text = useText();
  const styles = useStyles();
  const found = useSelect((state) => state.people.found);
  const lists = useSelect((state) => state.people.lists);
  const presence = useSelect((state) => state.people.presence);
  const me = useSelect((state) => state.me?.person.address) ?? mailbox.user.address;
  const rows = useMemo(() => toRows(item, { found, lists }, me), [item, found, lists, me]);
  const summary = useMemo(() => summarise(rows, presence), [rows, presence]);

  if (!rows.some((row) => row.kind === "list" || (row.kind === "person" && !row.you)))
    return <EmptyState title={text("empty-title")} body={text("empty-body")} />;
  return (
    <section className={styles.people}>
      <div className={styles.head}>
        <p className={styles.answer}>{answerText(text, summary)}</p>
        <p className={styles.names}>{namesText(text, summary)}</p>
        <div className={styles.actions}>
          <WithAll rows={rows} />
          <FreeBusyButton />
        </div>
        {item.shown !== undefined && (
          <p className={styles.shown} role="note">
            {text(item.collapsed ? "shown-collapsed" : "shown-limit", { shown: item.shown })}
          </p>
        )}
      </div>
      <PeopleList rows={rows} item={item.id} lost={lost} />
      <Announcement item={item.id} ready={summary.pending === 0} words={spokenText(text, summary)} />
    </section>
  );
}

/** Chat, call and meet with everyone who can be reached; who is alone has a row with the first two. */
function WithAll({ rows }: { readonly rows: readonly Row[] }) {
  const rollcall = useRollcall();
  const text = useText();
  const presence = useSelect((state) => state.people.presence);
  const chat = useHas("chat");
  const calls = useHas("calls");
  const people = reachable(rows, presence);
  const several = people.length > 1;
  const start = (begin: typeof startChat) => () => void begin(rollcall, people, rollcall.store.get().item?.context ?? {});
  return (
    <>
      {several && chat && (
        <PlainButton look="primary" onClick={start(startChat)}>
          {text("chat-with-all")}
        </PlainButton>
      )}
      {several && calls && <PlainButton onClick={start(startCall)}>{text("call-all")}</PlainButton>}
      {people.length > 0 && <MeetButton />}
    </>
  );
}
