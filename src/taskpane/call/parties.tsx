import { Avatar, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import type { Call, Party } from "../../protocol/index.ts";
import { useNames } from "../people/names.ts";
import { useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import type { Media } from "./state.ts";

/** Everybody else in the call, and the pictures where a camera is on. */
export function Parties({ call }: { readonly call: Call }) {
  const me = useSelect((state) => state.calls.me);
  const { lines, pictures } = useSelect((state) => state.calls.media);
  const styles = useStyles();
  const text = useText();
  const others = call.parties.filter(({ address }) => address !== me);
  const own = me && pictures[me];
  return (
    <div className={styles.stage}>
      <ul className={styles.parties} aria-label={text("call-parties")}>
        {others.map((party) => (
          <Someone key={party.address} party={party} line={lines[party.address]} picture={pictures[party.address]} />
        ))}
      </ul>
      {own && <Picture stream={own} label={text("call-own-picture")} className={styles.own} />}
    </div>
  );
}

interface SomeoneProps {
  readonly party: Party;
  readonly line: Media["lines"][string] | undefined;
  readonly picture: MediaStream | undefined;
}

function Someone({ party: { address, state }, line, picture }: SomeoneProps) {
  const nameOf = useNames();
  const styles = useStyles();
  const text = useText();
  const name = nameOf(address);
  // Joined means that they have answered; whether they can be heard the line tells.
  const word = state === "joined" ? `call-line-${line ?? "connecting"}` : `call-party-${state}`;
  return (
    <li className={mergeClasses(styles.party, picture && styles.pictured)}>
      {picture ? (
        <Picture stream={picture} label={text("call-picture", { name })} className={styles.picture} />
      ) : (
        <Avatar name={name} color="colorful" idForColor={address} size={56} aria-hidden />
      )}
      <bdi className={styles.name}>{name}</bdi>
      <span className={styles.word}>{text(word)}</span>
    </li>
  );
}

/** Without sound: that is played by the mesh, on whatever view the reader is. */
function Picture({ stream, label, className }: { readonly stream: MediaStream; readonly label: string; readonly className: string }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} className={className} aria-label={label} autoPlay muted playsInline />;
}

const useStyles = makeStyles({
  stage: { position: "relative", flexGrow: 1, minHeight: 0, overflowY: "auto", display: "flex" },
  parties: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "center",
    alignContent: "center",
    gap: tokens.spacingHorizontalL,
    width: "100%",
    margin: "auto",
    padding: tokens.spacingHorizontalM,
    listStyleType: "none",
  },
  party: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: tokens.spacingVerticalXXS,
    minWidth: "96px",
    maxWidth: "100%",
    textAlign: "center",
  },
  pictured: { width: "100%" },
  picture: {
    width: "100%",
    maxHeight: "60vh",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackgroundStatic,
    objectFit: "contain",
  },
  own: {
    position: "absolute",
    insetBlockEnd: tokens.spacingVerticalM,
    insetInlineEnd: tokens.spacingHorizontalM,
    width: "28%",
    maxWidth: "160px",
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
    transform: "scaleX(-1)", // oneself as in a mirror
  },
  name: { marginBlockStart: tokens.spacingVerticalXS, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  word: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});
