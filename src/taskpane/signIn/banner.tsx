import { useState } from "react";
import { Banner } from "../banner.tsx";
import { PlainButton } from "../button.tsx";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText, useText } from "../texts/index.tsx";
import { ConsentButtons } from "./consentButtons.tsx";
import { isMismatch } from "./missing.ts";

/** Above the people, which go on: the sign-in ends before long, is somebody else's, or does not allow all that there could be. */
export default function SignInBanner() {
  const { connection, mailbox } = useRollcall();
  const text = useAllText();
  const trouble = useSelect((state) => state.signIn);
  const person = useSelect(({ me }) => me?.person);
  const networks = useSelect((state) => state.networks);
  return (
    <>
      {trouble && (
        <Banner>
          {text("again", { trouble })}
          {trouble === "consent" ? (
            <ConsentButtons />
          ) : (
            <PlainButton look="subtle" onClick={() => connection.signIn()}>
              {text("again-action")}
            </PlainButton>
          )}
        </Banner>
      )}
      {person && isMismatch(person, mailbox.user.address) && (
        <Banner>
          {text("mismatch", { user: person.address, mailbox: mailbox.user.address })}
          <PlainButton look="subtle" onClick={() => connection.signIn({ choose: true })}>
            {text("sign-in-switch")}
          </PlainButton>
        </Banner>
      )}
      {networks.map(({ name, lacks }) => lacks && <Lacking key={name} network={name} lacks={lacks} />)}
    </>
  );
}

/** Most readers cannot mend it: whoever has put it away sees it again only when something else is lacking. */
function Lacking({ network, lacks }: { readonly network: string; readonly lacks: readonly string[] }) {
  const { mailbox } = useRollcall();
  const text = useText();
  const key = `lacks-${network}`;
  const [hidden, setHidden] = useState(() => mailbox.settings.get(key));
  const all = lacks.join(" ");
  if (hidden === all) return null;
  const hide = (): void => {
    setHidden(all);
    mailbox.settings.set(key, all);
  };
  return (
    <Banner>
      {text("lacks", { network: text("network-name", { name: network }), permissions: text.list(lacks) })}
      <ConsentButtons />
      <PlainButton look="subtle" onClick={hide}>
        {text("lacks-hide")}
      </PlainButton>
    </Banner>
  );
}
