import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CallEndFilled } from "@fluentui/react-icons/svg/call-end";
import { MicOffRegular } from "@fluentui/react-icons/svg/mic-off";
import { MicRegular } from "@fluentui/react-icons/svg/mic";
import { VideoOffRegular } from "@fluentui/react-icons/svg/video-off";
import { VideoRegular } from "@fluentui/react-icons/svg/video";
import type { Call } from "../../protocol/index.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { hangUp } from "./act.ts";
import { isOfTwo } from "./state.ts";

/** Mute, camera (in a call of two), hang up. */
export function Controls({ call }: { readonly call: Call }) {
  const rollcall = useRollcall();
  const { store } = rollcall;
  const wishes = useSelect((state) => state.calls.wishes);
  const { microphone, camera } = useSelect((state) => state.calls.media);
  const styles = useStyles();
  const text = useText();
  const filming = camera === "on" || camera === "asking";
  return (
    <div className={styles.controls} role="toolbar" aria-label={text("call-controls")}>
      <Button
        size="large"
        shape="circular"
        aria-pressed={wishes.muted}
        aria-label={text("call-mute")}
        title={text(wishes.muted ? "call-unmute" : "call-mute")}
        icon={wishes.muted ? <MicOffRegular /> : <MicRegular />}
        disabledFocusable={microphone !== "on"}
        onClick={() => store.dispatch({ type: "call-wished", wishes: { muted: !wishes.muted } })}
      />
      {isOfTwo(call) && (
        <Button
          size="large"
          shape="circular"
          aria-pressed={filming}
          aria-label={text("call-camera")}
          title={text("call-camera")}
          icon={filming ? <VideoRegular /> : <VideoOffRegular />}
          onClick={() => store.dispatch({ type: "call-wished", wishes: { camera: !filming, attempt: wishes.attempt + (filming ? 0 : 1) } })}
        />
      )}
      <Button
        size="large"
        shape="circular"
        className={styles.hangUp}
        icon={<CallEndFilled />}
        aria-label={text(call.state === "establishing" ? "call-cancel" : "call-hang-up")}
        title={text(call.state === "establishing" ? "call-cancel" : "call-hang-up")}
        onClick={() => void hangUp(rollcall, call)}
      />
    </div>
  );
}

const useStyles = makeStyles({
  controls: { display: "flex", justifyContent: "center", gap: tokens.spacingHorizontalL, padding: tokens.spacingVerticalL },
  hangUp: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    ":hover": { backgroundColor: tokens.colorStatusDangerBackground3Hover, color: tokens.colorNeutralForegroundOnBrand },
    ":hover:active": { backgroundColor: tokens.colorStatusDangerBackground3Pressed, color: tokens.colorNeutralForegroundOnBrand },
  },
});
