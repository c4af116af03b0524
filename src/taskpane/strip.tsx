import { Suspense, useCallback, useEffect, useMemo, useState, type ComponentType } from "react";
import { Banner } from "./banner.tsx";
import { Unbroken } from "./broken.tsx";
import { PlainButton } from "./button.tsx";
import { useSelect } from "./store.tsx";
import { useText } from "./texts/index.tsx";
import { retryRest } from "./texts/load.ts";

interface Props {
  readonly of: "chats" | "calls" | "more";
  /** A lazy component, a new one each time: React's own keeps that it has failed. */
  readonly open: () => ComponentType;
}

/** A strip of the pane that loads on first use. Where it cannot, or not its texts, it says so and can be tried again; the rest of the pane goes on. */
export function Strip({ of, open }: Props) {
  const text = useText();
  const [attempt, setAttempt] = useState(0);
  const [failures, setFailures] = useState(0);
  const connected = useSelect(({ link }) => link.state === "connected");
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- each attempt has one of its own
  const Content = useMemo(open, [open, attempt]);
  const failed = useCallback(() => setFailures((count) => count + 1), []);
  const shown = useCallback(() => setFailures(0), []);
  const again = (): void => {
    retryRest(text);
    setAttempt(attempt + 1);
  };
  // The gateway answers and has no such file: it was redeployed, and a pane loaded now knows what its files are called.
  const gone = failures > 1 && connected;
  return (
    <>
      {/* Stays until there is something to show: the reader's focus is in it. */}
      {failures > 0 && (
        <Banner below={of !== "more"}>
          {text("strip-failed", { of })}
          <PlainButton look="subtle" onClick={gone ? () => location.reload() : again}>
            {text(gone ? "broken-action" : "strip-again")}
          </PlainButton>
        </Banner>
      )}
      <Unbroken key={attempt} failed={failed}>
        <Suspense>
          <Content />
          <Shown then={shown} />
        </Suspense>
      </Unbroken>
    </>
  );
}

/** Stands beside what loads: its effect comes with the other's first sight. */
function Shown({ then }: { readonly then: () => void }) {
  useEffect(then, [then]);
  return null;
}
