import { useState } from "react";
import { PlainButton } from "../button.tsx";
import { EmptyState } from "../empty.tsx";
import type { Link } from "../state.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText } from "../texts/index.tsx";
import { ConsentButtons } from "./consentButtons.tsx";
import type { Trouble } from "./trouble.ts";

/** Instead of the people: why nobody is signed in, and what can be done about it. */
export default function SignInView({ why }: { readonly why: Trouble }) {
  const { connection, signIn } = useRollcall();
  const text = useAllText();
  const link = useSelect((state) => state.link);
  /** Each answer is a link of its own, also where it says the same as the last one. */
  const [asked, setAsked] = useState<Link>();
  const ask = (choose: boolean): void => {
    setAsked(link);
    connection.signIn({ choose });
  };
  return (
    <EmptyState
      title={text("trouble-title", { trouble: why })}
      body={text("trouble-body", { trouble: why })}
      action={{ label: text("sign-in"), run: () => ask(false) }}
    >
      {why === "consent" && <ConsentButtons />}
      {signIn.consent !== undefined && why !== "interaction" && (
        <PlainButton look="subtle" onClick={() => ask(true)}>
          {text("sign-in-switch")}
        </PlainButton>
      )}
      <output>{asked === link && text("sign-in-waiting")}</output>
    </EmptyState>
  );
}
