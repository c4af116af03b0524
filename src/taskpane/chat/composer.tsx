import { Button, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { SendRegular } from "@fluentui/react-icons/svg/send";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { limits, type Conversation } from "../../protocol/index.ts";
import type { State } from "../state.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { say } from "./send.ts";
import { useTyping } from "./typing.tsx";

/** From here on the reader is told how much room is left. */
const near = limits.text - 500;

/** Where the reader writes: Enter sends, Shift+Enter begins a new line. */
export function Composer({ conversation }: { readonly conversation: Conversation }) {
  const rollcall = useRollcall();
  const { store } = rollcall;
  const draft = useSelect((state) => state.chats.drafts[conversation.id]) ?? "";
  const hint = useSelect((state) => hintOf(state, conversation));
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTyping(conversation.id);
  const styles = useStyles();
  const text = useText();
  useEffect(() => field.current?.focus(), []);

  const left = limits.text - draft.length;
  const ready = draft.trim() !== "" && left >= 0;
  const submit = (): void => {
    if (!ready) return;
    typing(false);
    void say(rollcall, conversation.id, draft.trim());
    field.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    // While an input method composes, Enter chooses a character (Safari reports key code 229 instead of isComposing).
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  };

  return (
    <div className={styles.composer}>
      {hint && <p className={styles.hint}>{text(hint, { network: conversation.via })}</p>}
      {draft.length >= near && (
        <output className={styles.hint}>{left >= 0 ? text("chat-left", { left }) : text("chat-too-long", { over: -left })}</output>
      )}
      <div className={styles.line}>
        <Textarea
          className={styles.field}
          textarea={{ ref: field, className: styles.input, dir: "auto", rows: 1 }}
          aria-label={text("chat-write")}
          aria-invalid={left < 0}
          placeholder={text("chat-write")}
          value={draft}
          onChange={(_, { value }) => {
            store.dispatch({ type: "chat-draft", conversation: conversation.id, text: value });
            typing(value !== "");
          }}
          onKeyDown={press}
          onBlur={() => typing(false)}
        />
        <Button
          appearance="primary"
          icon={<SendRegular className={styles.arrow} />}
          aria-label={text("chat-send")}
          disabledFocusable={!ready}
          onClick={submit}
        />
      </div>
    </div>
  );
}

/** Why a message would not go out at once; the id of what is said. */
function hintOf({ link, networks }: State, { via }: Conversation): string | undefined {
  if (link.state !== "connected") return `chat-link-${link.state}`;
  return networks.find(({ name }) => name === via)?.state === "connected" ? undefined : "chat-network-away";
}

const useStyles = makeStyles({
  composer: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  hint: {
    display: "block",
    margin: `0 0 ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  line: { display: "flex", alignItems: "flex-end", gap: tokens.spacingHorizontalS },
  field: { flexGrow: 1, minWidth: 0 },
  input: { maxHeight: "30vh", minHeight: tokens.spacingVerticalXXXL, fieldSizing: "content" },
  arrow: { ":dir(rtl)": { transform: "scaleX(-1)" } },
});
