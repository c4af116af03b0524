import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CallRegular } from "@fluentui/react-icons/svg/call";
import { ChatRegular } from "@fluentui/react-icons/svg/chat";
import { memo, Suspense, type RefCallback } from "react";
import { PlainButton } from "../button.tsx";
import { startCall } from "../call/index.tsx";
import { startChat } from "../chat/index.tsx";
import { lazyFluent } from "../fluent.tsx";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { Face } from "./face.tsx";
import type { PersonRow } from "./rows.ts";
import { useRowStyles } from "./styles.ts";
import { canBeCalled, canBeReached } from "./summary.ts";
import { usePhoto } from "./usePhotos.ts";
import { lostText, presenceText } from "./words.ts";

const Card = lazyFluent(() => import("./card.tsx"));

const useStyles = makeStyles({
  // The note gives way first, and is cut where its own language ends.
  state: { flexShrink: 0, maxWidth: "100%", overflow: "hidden", textOverflow: "ellipsis" },
  note: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", fontStyle: "italic" },
  away: { color: tokens.colorNeutralForeground3 },
});

interface Props {
  readonly row: PersonRow;
  /** The one row that Tab reaches. */
  readonly tabIndex: 0 | -1;
  /** Set while the card is open: takes the element that holds it. */
  readonly card: RefCallback<HTMLDivElement> | undefined;
  readonly chat: boolean;
  readonly calls: boolean;
  /** When the line to the gateway broke: what is shown was true then. */
  readonly lost: number | undefined;
}

/** One person: who, their presence as shape, colour and word, and at the most two ways to talk. */
export const PersonLine = memo(function PersonLine({ row, tabIndex, card, chat, calls, lost }: Props) {
  const { address, name, person, you } = row;
  const rollcall = useRollcall();
  const presence = useSelect((state) => (address ? state.people.presence.get(address) : undefined));
  const text = useText();
  const styles = useRowStyles();
  const own = useStyles();
  const now = useSelect((state) => state.now);
  const photo = usePhoto(person?.photo && address);

  const talk = (start: typeof startChat) => () => {
    if (address) void start(rollcall, [address], rollcall.store.get().item?.context ?? {});
  };
  const pending = address !== undefined && (!presence || presence.reason?.code === "pending");
  const line = !address
    ? `${text("availability-unknown")} · ${text("reason-no-address")}`
    : presence && !pending
      ? lost === undefined
        ? presenceText(text, presence, now)
        : lostText(text, presence, lost, now)
      : address;
  const note = lost === undefined ? presence?.note : undefined;
  const outOfOffice = lost === undefined && presence?.outOfOffice !== undefined;
  const status = lost === undefined && presence ? presence.availability : "unknown";

  return (
    <>
      <div data-line={row.key} className={mergeClasses(styles.line, row.level > 1 && styles.nested)}>
        <button
          type="button"
          className={styles.main}
          tabIndex={tabIndex}
          aria-expanded={card !== undefined}
          onClick={() => rollcall.store.dispatch({ type: "card", row: card ? undefined : row.key })}
        >
          <Face name={name} colour={address ?? name} presence={pending ? undefined : { status, outOfOffice }} photo={photo} />
          <span className={styles.words}>
            <span className={styles.name}>
              <bdi>{name}</bdi>
              {you && <span className={own.away}> ({text("you")})</span>}
            </span>
            <span className={styles.detail}>
              <span className={own.state}>{note ? `${line} ·` : line}</span>
              {note && <bdi className={own.note}>{note}</bdi>}
            </span>
          </span>
        </button>
        {!you && chat && canBeReached(person, presence) && (
          <PlainButton
            look="subtle"
            tabIndex={tabIndex}
            icon={<ChatRegular />}
            label={text("chat-with", { name })}
            onClick={talk(startChat)}
          />
        )}
        {!you && calls && canBeCalled(person, presence) && (
          <PlainButton
            look="subtle"
            tabIndex={tabIndex}
            icon={<CallRegular />}
            label={text("call-person", { name })}
            onClick={talk(startCall)}
          />
        )}
      </div>
      {card && (
        <div ref={card}>
          <Suspense>
            <Card row={row} presence={presence} />
          </Suspense>
        </div>
      )}
    </>
  );
});
