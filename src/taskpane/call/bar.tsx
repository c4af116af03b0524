import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CallEndFilled } from "@fluentui/react-icons/svg/call-end";
import { CallRegular } from "@fluentui/react-icons/svg/call";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { Call } from "../../protocol/index.ts";
import { useNames } from "../people/names.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText, useText } from "../texts/index.tsx";
import { answer, hangUp, startCall } from "./act.ts";
import { Incoming } from "./incoming.tsx";
import { activeCall, incomingCalls, openCall, type Calls, type Ended } from "./state.ts";
import { Timer } from "./timer.tsx";

/** What rings, goes on or has just ended. */
export default function CallBar() {
  const calls = useSelect((state) => state.calls);
  const view = useSelect((state) => state.view);
  useAllText();

  const active = activeCall(calls);
  const open = active ? undefined : openCall(calls);
  const inView = view.name === "call" && view.call === active?.id;
  return (
    <>
      {incomingCalls(calls).map((call) => (
        <Incoming key={call.id} call={call} busy={active !== undefined} />
      ))}
      {active && !inView && <Active call={active} />}
      {open && <Open call={open} />}
      {calls.trouble && <Trouble code={calls.trouble} />}
      {calls.ended && <Over ended={calls.ended} />}
    </>
  );
}

function useOthers(): (call: Call) => string {
  const me = useSelect((state) => state.calls.me);
  const nameOf = useNames();
  const text = useText();
  return (call) => text.list(call.parties.filter(({ address }) => address !== me).map(({ address }) => nameOf(address)));
}

function Active({ call }: { readonly call: Call }) {
  const rollcall = useRollcall();
  const others = useOthers();
  const styles = useStyles();
  const text = useText();
  const names = others(call);
  return (
    <div className={styles.line}>
      <Button
        appearance="subtle"
        className={styles.words}
        icon={<CallRegular />}
        aria-label={text("call-show", { names })}
        onClick={() => rollcall.store.dispatch({ type: "view", view: { name: "call", call: call.id } })}
      >
        <bdi className={styles.names}>{names}</bdi>
      </Button>
      {call.established === undefined ? <span>{text("call-ringing")}</span> : <Timer since={call.established} />}
      <Button
        appearance="subtle"
        className={styles.hangUp}
        icon={<CallEndFilled />}
        aria-label={text("call-hang-up")}
        onClick={() => void hangUp(rollcall, call)}
      />
    </div>
  );
}

function Open({ call }: { readonly call: Call }) {
  const rollcall = useRollcall();
  const others = useOthers();
  const styles = useStyles();
  const text = useText();
  return (
    <div className={styles.line}>
      <span className={styles.words}>{text("call-goes-on", { names: others(call) })}</span>
      <Button size="small" className={styles.action} onClick={() => void answer(rollcall, call)}>
        {text("call-join")}
      </Button>
    </div>
  );
}

function Trouble({ code }: { readonly code: NonNullable<Calls["trouble"]> }) {
  const styles = useStyles();
  const text = useText();
  return (
    <div className={styles.line} role="alert">
      <span className={styles.words}>{text("call-refused", { reason: text(`call-error-${code}`) })}</span>
      <Dismiss />
    </div>
  );
}

function Over({ ended: { call, outcome } }: { readonly ended: Ended }) {
  const rollcall = useRollcall();
  const others = useOthers();
  const nameOf = useNames();
  const styles = useStyles();
  const text = useText();
  const names = outcome === "missed" ? nameOf(call.from) : others(call);
  const people = call.parties.map(({ address }) => address);
  return (
    <div className={styles.line}>
      <output className={styles.words}>{text(`call-outcome-${outcome}`, { names })}</output>
      {outcome !== "ended" && (
        <Button size="small" className={styles.action} onClick={() => void startCall(rollcall, people, call.context)}>
          {text("call-again")}
        </Button>
      )}
      <Dismiss />
    </div>
  );
}

function Dismiss() {
  const { store } = useRollcall();
  const text = useText();
  const seen = (): void => store.dispatch({ type: "call-seen" });
  return <Button appearance="subtle" size="small" icon={<DismissRegular />} aria-label={text("call-dismiss")} onClick={seen} />;
}

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontSize: tokens.fontSizeBase200,
  },
  words: { flexGrow: 1, minWidth: 0, justifyContent: "flex-start", overflowWrap: "anywhere" },
  names: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  action: { flexShrink: 0, whiteSpace: "nowrap" },
  hangUp: { color: tokens.colorStatusDangerForeground1 },
});
