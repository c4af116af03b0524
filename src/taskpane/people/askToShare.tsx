import { useState } from "react";
import type { EmailAddress } from "../../protocol/index.ts";
import { PlainButton } from "../button.tsx";
import { useHas, useRollcall } from "../store.tsx";
import { useText } from "../texts/index.tsx";

/** Asks somebody to show their presence; what comes of it shows in their row. Nothing where no network can ask. */
export function AskToShare({ address, className }: { readonly address: EmailAddress; readonly className?: string }) {
  const text = useText();
  const { connection } = useRollcall();
  const able = useHas("ask");
  const [asked, setAsked] = useState<"not yet" | "asking" | "asked" | "failed">("not yet");
  if (!able) return null;
  const ask = (): void => {
    setAsked("asking");
    connection.request({ type: "ask", person: address }).then(
      () => setAsked("asked"),
      () => setAsked("failed"),
    );
  };
  return (
    <dd className={className}>
      <PlainButton onClick={ask} disabled={asked === "asking" || asked === "asked"}>
        {text(asked === "asked" ? "ask-asked" : "ask-to-share")}
      </PlainButton>
      <output>{asked === "failed" && text("ask-failed")}</output>
    </dd>
  );
}
