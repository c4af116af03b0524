import { Avatar, Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CallRegular } from "@fluentui/react-icons/svg/call";
import { ChatRegular } from "@fluentui/react-icons/svg/chat";
import { lazy, memo, Suspense } from "react";
import { startCall, startChat } from "../talk.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import type { PersonRow } from "./rows.ts";
import { useRowStyles } from "./styles.ts";
import { canBeCalled, canBeReached } from "./summary.ts";
import { lostText, presenceText } from "./words.ts";

const Card = lazy(() => import("./card.tsx"));

const useStyles = makeStyles({
  note: { fontStyle: "italic" },
  away: { color: tokens.colorNeutralForeground3 },
});

interface Props {
  readonly row: PersonRow;
  /** The one row that Tab reaches. */
  readonly tabIndex: 0 | -1;
  readonly open: boolean;
  readonly chat: boolean;
  readonly calls: boolean;
  /** When the line to the gateway broke: what is shown was true then. */
  readonly lost: number | undefined;
}

/** One person: who, their presence as shape, colour and word, and at the most two ways to talk. */
export const PersonLine = memo(function PersonLine({ row, tabIndex, open, chat, calls, lost }: Props) {
  const { address, name, person, you } = row;
  const rollcall = useRollcall();
  const presence = useSelect((state) => (address ? state.people.presence.get(address) : undefined));
  const text = useText();
  const styles = useRowStyles();
  const own = useStyles();
  const now = useSelect((state) => state.now);

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
  const status = lost === undefined && presence ? presence.availability : "unknown";

  return (
    <>
      <div data-line={row.key} className={mergeClasses(styles.line, row.level > 1 && styles.nested)}>
        <button
          type="button"
          className={styles.main}
          tabIndex={tabIndex}
          aria-expanded={open}
          onClick={() => rollcall.store.dispatch({ type: "card", row: open ? undefined : row.key })}
        >
          <Avatar
            aria-hidden
            name={name}
            color="colorful"
            idForColor={address ?? name}
            size={32}
            badge={pending ? undefined : { status, outOfOffice: lost === undefined && presence?.outOfOffice !== undefined }}
          />
          <span className={styles.words}>
            <span className={styles.name}>
              <bdi>{name}</bdi>
              {you && <span className={own.away}> ({text("you")})</span>}
            </span>
            <span className={styles.detail}>
              {line}
              {presence?.note && lost === undefined && (
                <>
                  {" · "}
                  <bdi className={own.note}>{presence.note}</bdi>
                </>
              )}
            </span>
          </span>
        </button>
        {!you && chat && canBeReached(person, presence) && (
          <Button
            appearance="subtle"
            tabIndex={tabIndex}
            icon={<ChatRegular />}
            aria-label={text("chat-with", { name })}
            title={text("chat-with", { name })}
            onClick={talk(startChat)}
          />
        )}
        {!you && calls && canBeCalled(person, presence) && (
          <Button
            appearance="subtle"
            tabIndex={tabIndex}
            icon={<CallRegular />}
            aria-label={text("call-person", { name })}
            title={text("call-person", { name })}
            onClick={talk(startCall)}
          />
        )}
      </div>
      {open && (
        <Suspense>
          <Card row={row} presence={presence} />
        </Suspense>
      )}
    </>
  );
});
