import { makeStyles, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { Suspense, useRef, useState } from "react";
import type { OwnStatus, Presence } from "../../protocol/index.ts";
import { PlainButton } from "../button.tsx";
import { lazyFluent } from "../fluent.tsx";
import { Face } from "../people/face.tsx";
import { usePhoto, usePhotos } from "../people/usePhotos.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { useStatus } from "./status.ts";

const StatusMenu = lazyFluent(() => import("./menu.tsx"));
const NoteEditor = lazyFluent(() => import("./note.tsx"));

const useStyles = makeStyles({
  me: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  line: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, padding: tokens.spacingVerticalXS, minHeight: "40px" },
  button: { minHeight: "32px", gap: tokens.spacingHorizontalS, fontSize: tokens.fontSizeBase300 },
  note: {
    flexGrow: 1,
    minWidth: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase200,
    fontStyle: "italic",
    color: tokens.colorNeutralForeground2,
  },
  trouble: { margin: 0, padding: tokens.spacingHorizontalS, fontSize: tokens.fontSizeBase200, color: tokens.colorStatusDangerForeground3 },
});

/** The pane's first line: how others see the reader, and the way to change it. */
export function Me() {
  const { mailbox } = useRollcall();
  const text = useText();
  const styles = useStyles();
  const me = useSelect((state) => state.me);
  const [wanted, setWanted] = useState<"menu" | "note">();
  const { change, trouble } = useStatus();
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setWanted(undefined);
    button.current?.focus();
  };

  const name = me?.person.name ?? mailbox.user.name;
  const availability = me ? shownAs(me.status.availability, me.presence) : "unknown";
  const word = text(`availability-${availability}`);
  const publishes = useSelect((state) => state.networks.some(({ parts }) => parts.includes("publish")));
  usePhotos([me?.person]);
  const photo = usePhoto(me?.person.address);
  return (
    <header className={styles.me}>
      <div className={styles.line}>
        <PlainButton
          ref={button}
          look="subtle"
          className={styles.button}
          disabled={!me || !publishes}
          aria-haspopup="menu"
          aria-expanded={wanted === "menu"}
          aria-label={text("me-button", { word })}
          onClick={() => setWanted("menu")}
        >
          <Face
            name={name}
            colour={me?.person.address ?? mailbox.user.address}
            size={24}
            photo={photo}
            presence={{ status: availability, outOfOffice: me?.presence?.outOfOffice !== undefined }}
          />
          {word}
          <ChevronDownRegular />
        </PlainButton>
        {me?.status.note && (
          <bdi className={styles.note} title={me.status.note}>
            {me.status.note}
          </bdi>
        )}
      </div>
      {trouble && (
        <p role="alert" className={styles.trouble}>
          {text(trouble)}
        </p>
      )}
      <Suspense>
        {wanted === "menu" && me && (
          <StatusMenu status={me.status} target={button} onChange={change} onNote={() => setWanted("note")} onClose={close} />
        )}
        {wanted === "note" && me && (
          <NoteEditor
            note={me.status.note ?? ""}
            onSave={(note) => {
              change({ ...me.status, note: note || undefined });
              close();
            }}
            onCancel={close}
          />
        )}
      </Suspense>
    </header>
  );
}

/** What was chosen, at once; what follows from the pane and the calendar as soon as the gateway has said it. */
function shownAs(chosen: OwnStatus["availability"], presence: Presence | undefined): Presence["availability"] {
  return chosen === "automatic" ? (presence?.availability ?? "available") : chosen;
}
