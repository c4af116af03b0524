import { useState } from "react";
import { PlainButton } from "../button.tsx";
import { useRollcall } from "../store.tsx";
import { useText } from "../texts/index.tsx";

/** The link at which an administrator allows what is missing: to be sent on, or to be followed. */
export function ConsentButtons() {
  const { mailbox, signIn } = useRollcall();
  const text = useText();
  const [copied, setCopied] = useState(false);
  const { consent } = signIn;
  if (!consent) return null;
  const copy = (): void =>
    void navigator.clipboard.writeText(consent).then(
      () => setCopied(true),
      () => setCopied(false), // Outlook's frames may refuse the clipboard; the other button leads there all the same
    );
  return (
    <>
      <PlainButton onClick={copy}>{text(copied ? "consent-copied" : "consent-copy")}</PlainButton>
      <PlainButton look="subtle" onClick={() => mailbox.browse(consent)}>
        {text("consent-open")}
      </PlainButton>
    </>
  );
}
