import { makeStyles, tokens } from "@fluentui/react-components";
import { PeopleTeamRegular } from "@fluentui/react-icons/svg/people-team";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import type { EmailAddress, FreeBusy, Time } from "../../protocol/index.ts";
import { Face } from "../people/face.tsx";
import { usePhoto, usePhotos } from "../people/usePhotos.ts";
import { useText } from "../texts/index.tsx";
import type { Entry } from "./entries.ts";
import { Strip } from "./strip.tsx";
import { clockText, freeBusyText, hoursOf } from "./words.ts";
import { readersZone, type Span } from "./workday.ts";

/** Pixels: as high as a name, a strip and a line of words are. */
const rowHeight = 76;

const useStyles = makeStyles({
  rows: { position: "relative", margin: 0, padding: 0, listStyleType: "none" },
  row: {
    position: "absolute",
    insetInline: 0,
    insetBlockStart: 0,
    height: `${rowHeight}px`,
    boxSizing: "border-box",
    paddingInline: tokens.spacingHorizontalM,
    paddingBlockStart: tokens.spacingVerticalS,
  },
  head: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    marginBlockEnd: tokens.spacingVerticalXXS,
  },
  name: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", fontWeight: tokens.fontWeightSemibold },
  there: { flexShrink: 0, marginInlineStart: "auto", color: tokens.colorNeutralForeground3 },
  words: {
    display: "block",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    marginBlockStart: tokens.spacingVerticalXXS,
  },
});

interface Props {
  readonly entries: readonly Entry[];
  readonly answers: ReadonlyMap<EmailAddress, FreeBusy>;
  readonly span: Span;
  readonly gap: Span | undefined;
  readonly now: Time;
  /** What scrolls, and how high in pixels that is which stands above the list in it. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly above: number;
}

/** Everyone's strip, windowed: only the rows in sight exist. */
export function Strips({ entries, answers, span, gap, now, scroller, above }: Props) {
  const text = useText();
  const styles = useStyles();
  // oxlint-disable-next-line react/incompatible-library -- nothing of it leaves this component
  const rows = useVirtualizer({
    count: entries.length,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    scrollMargin: above,
    overscan: 5,
  });
  const shown = rows.getVirtualItems();
  usePhotos(shown.map(({ index }) => entries[index]?.person));
  return (
    <ul aria-label={text("common-people")} className={styles.rows} style={{ height: rows.getTotalSize() }}>
      {shown.map(({ index, start }) => {
        const entry = entries[index];
        return (
          entry && (
            <li
              key={entry.key}
              aria-posinset={index + 1}
              aria-setsize={entries.length}
              className={styles.row}
              style={{ transform: `translateY(${start - above}px)` }}
            >
              <Line entry={entry} answer={entry.address && answers.get(entry.address)} span={span} gap={gap} now={now} />
            </li>
          )
        );
      })}
    </ul>
  );
}

interface LineProps extends Pick<Props, "span" | "gap" | "now"> {
  readonly entry: Entry;
  readonly answer: FreeBusy | undefined;
}

function Line({ entry, answer, span, gap, now }: LineProps) {
  const text = useText();
  const styles = useStyles();
  const { name, you, list, address, person } = entry;
  const photo = usePhoto(address);
  const slots = answer && "slots" in answer ? answer : undefined;
  const zone = you ? undefined : hoursOf(person, slots?.workingHours)?.timeZone;
  const there = zone && clockText(text, gap?.start ?? now, zone);
  const elsewhere = there !== undefined && there !== clockText(text, gap?.start ?? now, readersZone());
  const words = list ? text("calendar-list") : address ? freeBusyText(text, answer, span) : text("calendar-no-address");
  return (
    <>
      <div className={styles.head}>
        <Face name={name} colour={address ?? name} size={24} photo={photo} icon={list ? <PeopleTeamRegular /> : undefined} />
        <span className={styles.name}>
          <bdi>{name}</bdi>
          {you && ` (${text("you")})`}
        </span>
        {elsewhere && <span className={styles.there}>{text("common-there", { time: there })}</span>}
      </div>
      {slots && <Strip span={span} slots={slots.slots} now={now} gap={gap} />}
      <span className={styles.words} title={words}>
        {words}
      </span>
    </>
  );
}
