import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { PlainButton } from "../button.tsx";
import { Outward } from "../outward.tsx";
import { useRollcall } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import type { Invitation, Making } from "./state.ts";

const useStyles = makeStyles({
  outcome: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, ":empty": { display: "none" } },
  words: { margin: 0 },
  failed: { margin: 0, color: tokens.colorStatusDangerForeground3 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  join: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    minHeight: "32px",
    boxSizing: "border-box",
    paddingInline: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: "1px solid transparent", // seen where colours are forced
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: "none",
    ":hover": { backgroundColor: tokens.colorBrandBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
  },
});

/** What has become of the meeting, and of its link in the chat. */
export function Outcome({ meeting, invitation }: { readonly meeting: Making; readonly invitation: Invitation }) {
  const text = useText();
  const styles = useStyles();
  return (
    <output className={styles.outcome}>
      {meeting.state === "making" && <p className={styles.words}>{text("meet-making")}</p>}
      {meeting.state === "failed" && <p className={styles.failed}>{text("meet-failed", { reason: text(`meet-error-${meeting.code}`) })}</p>}
      {meeting.state === "ready" && <Ready url={meeting.url} invitation={invitation} />}
    </output>
  );
}

/** The reader has just asked for it. */
const focus = (link: HTMLAnchorElement | null): void => link?.focus();

function Ready({ url, invitation }: { readonly url: string; readonly invitation: Invitation }) {
  const { store } = useRollcall();
  const text = useText();
  const styles = useStyles();
  return (
    <>
      <p className={styles.words}>
        {text("meet-ready")}{" "}
        {invitation.state === "failed"
          ? text("meet-link-failed", { reason: text(`chat-error-${invitation.code}`) })
          : invitation.state !== "none" && text(`meet-link-${invitation.state}`)}
      </p>
      <div className={styles.actions}>
        <Outward ref={focus} className={styles.join} href={url}>
          {text("meet-join")}
        </Outward>
        {invitation.state === "sent" && (
          <PlainButton onClick={() => store.dispatch({ type: "view", view: { name: "chat", conversation: invitation.conversation } })}>
            {text("meet-chat")}
          </PlainButton>
        )}
        <CopyLink url={url} />
      </div>
    </>
  );
}

function CopyLink({ url }: { readonly url: string }) {
  const text = useText();
  const [copied, setCopied] = useState(false);
  // Outlook's frames may refuse the clipboard; the link beside it can be copied by hand all the same.
  const copy = (): void =>
    void navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return <PlainButton onClick={copy}>{text(copied ? "meet-copied" : "meet-copy")}</PlainButton>;
}
