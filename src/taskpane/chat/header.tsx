import { Button, Link, makeStyles, PresenceBadge, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { ImportantFilled } from "@fluentui/react-icons/svg/important";
import { MailRegular } from "@fluentui/react-icons/svg/mail";
import { PeopleTeamRegular } from "@fluentui/react-icons/svg/people-team";
import { useState } from "react";
import type { Conversation, EmailAddress } from "../../protocol/index.ts";
import { useNames } from "../people/names.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { OpenElsewhere } from "./elsewhere.tsx";

/** People named before the rest is counted. */
const named = 3;

/** With whom and what about, and the ways back: to the list of people and to the mail. */
export function Header({ conversation, back }: { readonly conversation: Conversation; readonly back: () => void }) {
  const me = useSelect((state) => state.chats.me);
  const styles = useStyles();
  const text = useText();
  const [all, setAll] = useState(false);
  const others = conversation.people.filter((address) => address !== me);
  const rest = others.length - named;
  return (
    <header className={styles.header}>
      <Button
        appearance="subtle"
        className={text.direction === "rtl" ? styles.mirrored : undefined}
        icon={<ArrowLeftRegular />}
        aria-label={text("chat-back")}
        onClick={back}
      />
      <div className={styles.about}>
        <h2 className={styles.people}>
          {conversation.room !== undefined && (
            <span className={styles.someone}>
              <PeopleTeamRegular aria-hidden className={styles.icon} />
              <bdi className={styles.name}>{conversation.room}</bdi>
            </span>
          )}
          {(all ? others : others.slice(0, named)).map((address) => (
            <Someone key={address} address={address} alone={others.length === 1 && conversation.room === undefined} />
          ))}
          {rest > 0 && (
            <Link as="button" aria-expanded={all} onClick={() => setAll(!all)}>
              {text(all ? "chat-people-less" : "chat-people-more", { count: rest })}
            </Link>
          )}
        </h2>
        <Topic context={conversation.context} />
        {conversation.room !== undefined && <p className={styles.hides}>{text("chat-room-hides")}</p>}
      </div>
      {conversation.link && !conversation.replies && <OpenElsewhere via={conversation.via} link={conversation.link} />}
    </header>
  );
}

function Someone({ address, alone }: { readonly address: EmailAddress; readonly alone: boolean }) {
  const presence = useSelect((state) => state.people.presence.get(address));
  const nameOf = useNames();
  const styles = useStyles();
  const text = useText();
  const availability = presence?.availability ?? "unknown";
  const word = text(`availability-${availability}`);
  return (
    <span className={styles.someone}>
      <PresenceBadge
        size="extra-small"
        status={availability}
        outOfOffice={presence?.outOfOffice !== undefined}
        aria-hidden={alone}
        aria-label={word}
      />
      <bdi className={styles.name}>{nameOf(address)}</bdi>
      {alone && <span className={styles.word}>{word}</span>}
    </span>
  );
}

/** The mail that it began from; a link only in the mailbox whose mail it is. */
function Topic({ context: { subject, importance, item } }: Pick<Conversation, "context">) {
  const { mailbox } = useRollcall();
  const styles = useStyles();
  const text = useText();
  if (!subject && !item) return null;
  const words = subject || text("chat-no-subject");
  return (
    <div className={styles.topic}>
      {importance === "high" && <ImportantFilled className={styles.important} aria-label={text("chat-important")} />}
      <MailRegular aria-hidden className={styles.icon} />
      {item ? (
        <Link
          as="button"
          className={styles.subject}
          title={words}
          aria-label={text("chat-open-mail", { subject: words })}
          onClick={() => mailbox.open(item)}
        >
          <bdi>{words}</bdi>
        </Link>
      ) : (
        <bdi className={styles.subject} title={words}>
          {words}
        </bdi>
      )}
    </div>
  );
}

const useStyles = makeStyles({
  header: {
    display: "flex",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  mirrored: { transform: "scaleX(-1)" },
  about: { flexGrow: 1, minWidth: 0, paddingBlock: tokens.spacingVerticalXS },
  people: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
    maxHeight: "30vh",
    overflowY: "auto",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  someone: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0, maxWidth: "100%" },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  word: { flexShrink: 0, fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  topic: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  hides: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  icon: { flexShrink: 0 },
  important: { flexShrink: 0, color: tokens.colorStatusDangerForeground1 },
  subject: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", fontSize: "inherit" },
});
