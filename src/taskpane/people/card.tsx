import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import { useState, type ReactNode } from "react";
import type { ItemContext, Presence, Source } from "../../protocol/index.ts";
import { PersonCalendar } from "../freeBusy/calendar.tsx";
import { Ways } from "../meet/ways.tsx";
import { useHas, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { AskToShare } from "./askToShare.tsx";
import type { PersonRow } from "./rows.ts";
import { canBeReached } from "./summary.ts";
import { localTime, momentText, reasonText } from "./words.ts";

const useStyles = makeStyles({
  card: {
    display: "grid",
    gridTemplateColumns: "minmax(0, max-content) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    marginBlock: 0,
    marginInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  term: { color: tokens.colorNeutralForeground3 },
  fact: { margin: 0, overflowWrap: "anywhere" },
  wide: { gridColumn: "1 / -1", margin: 0 },
  copyable: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  link: { color: tokens.colorBrandForegroundLink },
});

/** Chats of two have no topic. */
const noContext: ItemContext = {};

/** All that is known of a person, under their row. */
export default function Card({ row, presence }: { readonly row: PersonRow; readonly presence: Presence | undefined }) {
  const text = useText();
  const styles = useStyles();
  const now = useSelect((state) => state.now);
  const { person, address, matched, you } = row;
  const calendars = useHas("free-busy");
  const reachableThere = useHas("links") && !you && address !== undefined && canBeReached(person, presence);
  const others = person?.aliases?.filter((alias) => alias !== address) ?? [];
  const reason = address ? presence?.reason && reasonText(text, presence.reason, now) : text("why-no-address");
  const clock = localTime(text, person, now);
  const away = presence?.outOfOffice;

  return (
    <dl className={styles.card}>
      {reason && <dd className={styles.wide}>{reason}</dd>}
      {address && presence?.reason?.code === "not-shared" && <AskToShare address={address} className={styles.wide} />}
      <Fact term={text("card-out-of-office")}>
        {away && (away.message || (away.until !== undefined && text("out-of-office-until", { moment: momentText(text, away.until, now) })))}
      </Fact>
      {reachableThere && (
        <Fact term={text("card-ways")}>
          <Ways people={[address]} context={noContext} />
        </Fact>
      )}
      <Fact term={text("card-note")}>{presence?.note}</Fact>
      <Fact term={text("card-place")}>{presence?.place && text(`place-${presence.place}`)}</Fact>
      <Fact term={text("card-title")}>{person?.title}</Fact>
      <Fact term={text("card-department")}>{person?.department}</Fact>
      <Fact term={text("card-local-time")}>{clock}</Fact>
      <Fact term={text("card-calendar")}>{calendars && address && <PersonCalendar address={address} />}</Fact>
      {person?.phones?.map(({ kind, number }) => (
        <Fact key={kind + number} term={text(`card-phone-${kind}`)}>
          <Copyable value={number}>
            <a className={styles.link} href={`tel:${number.replaceAll(/[^\d+*#]/g, "")}`} dir="ltr">
              {number}
            </a>
          </Copyable>
        </Fact>
      ))}
      {address && (
        <Fact term={text("card-address")}>
          <Copyable value={address}>
            <span dir="ltr">{address}</span>
          </Copyable>
        </Fact>
      )}
      <Fact term={text("card-also")}>{others.length > 0 && <bdi>{text.list(others)}</bdi>}</Fact>
      {matched && <dd className={styles.wide}>{text("card-matched", { address: matched })}</dd>}
      <Fact term={text("card-sources")}>
        {presence?.sources.map((source) => (
          <SourceLine key={source.network} source={source} now={now} />
        ))}
      </Fact>
    </dl>
  );
}

/** A term and its fact; nothing where there is no fact. */
function Fact({ term, children }: { readonly term: string; readonly children?: ReactNode }) {
  const styles = useStyles();
  if (!children || (Array.isArray(children) && children.length === 0)) return null;
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.fact} dir="auto">
        {children}
      </dd>
    </>
  );
}

function SourceLine({ source, now }: { readonly source: Source; readonly now: number }) {
  const text = useText();
  const { network, availability, activity, observed, stale } = source;
  const word = text(`availability-${availability}`) + (activity ? ` · ${text(`activity-${activity}`)}` : "");
  return (
    <div>
      {text(stale ? "card-source-stale" : "card-source", { network: text("network-name", { name: network }), word, age: now - observed })}
    </div>
  );
}

function Copyable({ value, children }: { readonly value: string; readonly children: ReactNode }) {
  const text = useText();
  const styles = useStyles();
  const [copied, setCopied] = useState(false);
  // Outlook's frames may refuse the clipboard; the text beside the button can be selected all the same.
  const copy = (): void =>
    void navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <span className={styles.copyable}>
      {children}
      <Button
        size="small"
        appearance="subtle"
        icon={<CopyRegular />}
        aria-label={copied ? text("card-copied") : text("card-copy", { what: value })}
        title={copied ? text("card-copied") : text("card-copy", { what: value })}
        onClick={copy}
      />
    </span>
  );
}
