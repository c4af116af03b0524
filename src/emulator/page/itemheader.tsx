import {
  Avatar,
  Badge,
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle1,
  Tag,
  TagGroup,
  Text,
  tokens,
} from "@fluentui/react-components";
import { AttachRegular } from "@fluentui/react-icons/svg/attach";
import { CalendarLtrRegular } from "@fluentui/react-icons/svg/calendar-ltr";
import { LocationRegular } from "@fluentui/react-icons/svg/location";
import type { Item, Recipient } from "../items.ts";
import { profiles } from "./host/profiles.ts";
import { nameOf } from "./row.tsx";
import { useMail, useMailStore, useSettings, useStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  header: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalL },
  subject: { overflowWrap: "anywhere", margin: 0 },
  who: { display: "flex", gap: tokens.spacingHorizontalM, alignItems: "flex-start" },
  texts: { flex: 1, minInlineSize: 0, display: "flex", flexDirection: "column" },
  sender: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalS, alignItems: "baseline", overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3 },
  date: { color: tokens.colorNeutralForeground3, flexBasis: "100%" },
  people: {
    maxBlockSize: "30vh",
    overflowY: "auto",
    overflowWrap: "anywhere",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  toggle: { alignSelf: "flex-start", minInlineSize: 0, paddingInline: 0 },
  facts: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  files: { flexWrap: "wrap", rowGap: tokens.spacingVerticalXS },
});

/** Subject, people, time and files of an item that is read. */
export function ItemHeader({ item }: { readonly item: Item }) {
  const styles = useStyles();
  const texts = useTexts();
  const { locale } = useStore(useSettings());
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
  const appointment = item.kind === "appointment";
  return (
    <header className={styles.header}>
      <Subtitle1 as="h2" className={styles.subject}>
        <bdi>{item.subject || texts.noSubject}</bdi> {item.importance === "high" && <Badge color="danger">{texts.highImportance}</Badge>}
        {item.importance === "low" && <Badge color="informative">{texts.lowImportance}</Badge>}
      </Subtitle1>
      <div className={styles.who}>
        <Avatar name={item.from && nameOf(item.from)} color="colorful" size={40} />
        <div className={styles.texts}>
          <div className={styles.sender}>
            <Text weight="semibold">
              <bdi>{item.from ? nameOf(item.from) : texts.noSender}</bdi>
            </Text>
            {item.from?.name && (
              <Caption1 className={styles.quiet}>
                <bdi>{item.from.address}</bdi>
              </Caption1>
            )}
            <Caption1 className={styles.date}>{date.format(item.received)}</Caption1>
          </div>
          <Recipients label={appointment ? texts.required : texts.to} people={item.to} always />
          <Recipients label={appointment ? texts.optional : texts.cc} people={item.cc} />
          <ExpandToggle item={item} />
        </div>
      </div>
      {item.start !== undefined && (
        <Text className={styles.facts}>
          <CalendarLtrRegular />
          {date.formatRange(item.start, item.end ?? item.start)}
        </Text>
      )}
      {item.location && (
        <Text className={styles.facts}>
          <LocationRegular />
          <bdi>{item.location}</bdi>
        </Text>
      )}
      {item.attachments.length > 0 && (
        <TagGroup className={styles.files} aria-label={texts.attachments}>
          {item.attachments.map(({ name, size }, index) => (
            // Two files may bear one name, and the list never changes.
            // oxlint-disable-next-line react/no-array-index-key
            <Tag key={index} media={<AttachRegular />} secondaryText={bytes(size, locale)}>
              <bdi>{name}</bdi>
            </Tag>
          ))}
        </TagGroup>
      )}
      {item.problems.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {texts.problems} {item.problems.join(" ")}
          </MessageBarBody>
        </MessageBar>
      )}
    </header>
  );
}

/** So many names need no scrolling. */
const few = 20;

/** One line of names: with the header collapsed as many as the add-in gets to see. */
function Recipients({
  label,
  people,
  always = false,
}: {
  readonly label: string;
  readonly people: readonly Recipient[];
  readonly always?: boolean;
}) {
  const styles = useStyles();
  const texts = useTexts();
  const { expanded } = useMail();
  const { recipients } = profiles[useStore(useSettings()).profile];
  const shown = expanded ? people : people.slice(0, recipients.collapsed);
  if (people.length === 0 && !always) return null;
  return (
    // What scrolls must be within reach of the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.people} aria-label={label} tabIndex={shown.length > few ? 0 : undefined}>
      <span className={styles.quiet}>{label}: </span>
      {people.length === 0 && texts.undisclosed}
      {shown.map((person, index) => (
        // The same address may stand there twice, and the list never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} title={person.address}>
          <bdi>{nameOf(person)}</bdi>
          {index < people.length - 1 && "; "}
        </span>
      ))}
      {shown.length < people.length && "…"}
    </section>
  );
}

function ExpandToggle({ item }: { readonly item: Item }) {
  const styles = useStyles();
  const texts = useTexts();
  const store = useMailStore();
  const { expanded } = useMail();
  const { recipients } = profiles[useStore(useSettings()).profile];
  if (Math.max(item.to.length, item.cc.length) <= recipients.collapsed) return null;
  return (
    <Button
      appearance="transparent"
      size="small"
      className={styles.toggle}
      aria-expanded={expanded}
      onClick={() => store.dispatch({ type: "expand", expanded: !expanded })}
    >
      {expanded ? texts.showFewer : texts.showAll(item.to.length + item.cc.length)}
    </Button>
  );
}

function bytes(size: number, locale: string): string {
  const kilobytes = Math.max(1, Math.round(size / 1024));
  return new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte", unitDisplay: "short" }).format(kilobytes);
}
