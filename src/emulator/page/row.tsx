import { Avatar, Caption1, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { AttachRegular } from "@fluentui/react-icons/svg/attach";
import { CalendarLtrRegular } from "@fluentui/react-icons/svg/calendar-ltr";
import { ImportantFilled } from "@fluentui/react-icons/svg/important";
import type { Item, Recipient } from "../items.ts";
import { useMail, useSettings, useStore, useTexts } from "./use.ts";

/** Pixels; all rows are of one height, so that long lists need not be measured. */
export const rowHeight = 76;

const line = { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", minInlineSize: 0, flex: 1 } as const;

const useStyles = makeStyles({
  row: {
    position: "absolute",
    insetInline: 0,
    blockSize: `${rowHeight}px`,
    boxSizing: "border-box",
    display: "flex",
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalM,
    borderBlockEndWidth: tokens.strokeWidthThin,
    borderBlockEndStyle: "solid",
    borderBlockEndColor: tokens.colorNeutralStroke3,
    borderInlineStartWidth: tokens.strokeWidthThicker,
    borderInlineStartStyle: "solid",
    borderInlineStartColor: "transparent",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    borderInlineStartColor: tokens.colorCompoundBrandStroke,
    ":hover": { backgroundColor: tokens.colorBrandBackground2Hover },
    "@media (forced-colors: active)": { outline: "2px solid Highlight", outlineOffset: "-2px" },
  },
  texts: { flex: 1, minInlineSize: 0, display: "flex", flexDirection: "column" },
  line: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  who: { ...line, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  subject: { ...line, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  preview: {
    ...line,
    flex: "none",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  unread: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorBrandForeground1 },
  unreadWho: { fontWeight: tokens.fontWeightSemibold },
  time: { color: tokens.colorNeutralForeground3, whiteSpace: "nowrap" },
  important: { color: tokens.colorPaletteRedForeground1, flex: "none" },
  mark: { color: tokens.colorNeutralForeground3, flex: "none" },
});

interface RowProps {
  readonly id: string;
  readonly item: Item;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly place: { readonly index: number; readonly count: number };
  readonly selected: boolean;
  readonly unread: boolean;
  onSelect(): void;
}

/** One item in a folder's list: who, what, when. */
export function Row({ id, item, top, place, selected, unread, onSelect }: RowProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { locale } = useStore(useSettings());
  const { owner } = useMail();
  const own = item.from?.address === owner.address;
  const who = own && item.kind !== "appointment" ? item.to[0] : item.from;
  const name = who ? nameOf(who) : own ? texts.undisclosed : texts.noSender;
  return (
    // The list itself has the focus and takes the keys, as ARIA's listbox with an active descendant does.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      aria-selected={selected}
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
      className={mergeClasses(styles.row, selected && styles.selected)}
      style={{ insetBlockStart: top }}
      onClick={onSelect}
    >
      <Avatar name={name} color="colorful" size={32} aria-hidden />
      <div className={styles.texts}>
        <div className={styles.line}>
          <bdi className={mergeClasses(styles.who, unread && styles.unreadWho)}>{name}</bdi>
          {item.importance === "high" && <ImportantFilled className={styles.important} aria-label={texts.highImportance} />}
          {item.attachments.length > 0 && <AttachRegular className={styles.mark} aria-label={texts.attachments} />}
          {item.kind !== "message" && <CalendarLtrRegular className={styles.mark} aria-label={texts.invitation} />}
        </div>
        <div className={styles.line}>
          <bdi className={mergeClasses(styles.subject, unread && styles.unread)}>{item.subject || texts.noSubject}</bdi>
          <Caption1 className={styles.time}>{shortTime(item.start ?? item.received, locale)}</Caption1>
        </div>
        <bdi className={styles.preview}>{item.location ?? preview(item.text)}</bdi>
      </div>
    </div>
  );
}

export const nameOf = ({ name, address }: Recipient): string => name || address;

const preview = (text: string): string => text.slice(0, 200).replaceAll(/\s+/g, " ");

/** The hour today, the day this week, the date otherwise. */
function shortTime(time: number, locale: string): string {
  const day = 86_400_000; // milliseconds
  const date = new Date(time);
  if (date.toDateString() === new Date().toDateString()) return date.toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" });
  const near = Math.abs(Date.now() - time) < 6 * day;
  return date.toLocaleDateString(
    locale,
    near ? { weekday: "short", hour: "numeric", minute: "2-digit" } : { day: "numeric", month: "short" },
  );
}
