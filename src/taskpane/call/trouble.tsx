import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import type { Capture } from "./state.ts";

const fine: ReadonlySet<Capture> = new Set(["off", "asking", "on"]);

/** What keeps the reader from being heard or seen, or from hearing, and what they can do about it; the call goes on meanwhile. */
export function Trouble() {
  const { microphone, camera, silenced } = useSelect((state) => state.calls.media);
  const text = useText();
  return (
    <>
      {microphone === "asking" && <Bar words={text("call-microphone-asking")} />}
      {!fine.has(microphone) && (
        <Bar words={`${text("call-unheard")} ${text(`call-microphone-${microphone}`)}`} action={text("call-retry")} />
      )}
      {!fine.has(camera) && <Bar words={text(`call-camera-${camera}`)} />}
      {silenced && <Bar words={text("call-silenced")} action={text("call-play")} />}
    </>
  );
}

function Bar({ words, action }: { readonly words: string; readonly action?: string }) {
  const { store } = useRollcall();
  const styles = useStyles();
  const again = (): void => store.dispatch({ type: "call-wished", wishes: { attempt: store.get().calls.wishes.attempt + 1 } });
  return (
    <div className={styles.bar} role="alert">
      <span className={styles.words}>{words}</span>
      {action && (
        <Button size="small" onClick={again}>
          {action}
        </Button>
      )}
    </div>
  );
}

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorStatusWarningBorder1}`,
    fontSize: tokens.fontSizeBase200,
  },
  words: { flexGrow: 1 },
});
