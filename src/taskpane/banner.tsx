import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import { PlainButton } from "./button.tsx";
import { momentText } from "./people/words.ts";
import { useRollcall, useSelect } from "./store.tsx";
import { useText } from "./texts/index.tsx";

const useStyles = makeStyles({
  banner: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorStatusWarningForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderBottom: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  below: { borderBottom: "none", borderTop: `1px solid ${tokens.colorStatusWarningBorder1}` },
});

/** One line of something that is amiss, above or below what goes on all the same, and perhaps a button. */
export function Banner({ children, below = false }: { readonly children: ReactNode; readonly below?: boolean }) {
  const styles = useStyles();
  return <output className={mergeClasses(styles.banner, below && styles.below)}>{children}</output>;
}

/** Milliseconds: a line that is back sooner was never worth a word. */
const patience = 2000;

/** Since when the line to the gateway has been broken, once that has lasted; undefined while it holds. */
export function useLost(): number | undefined {
  const since = useSelect(({ link }) => ("since" in link ? link.since : undefined));
  const [lasting, setLasting] = useState<number>();
  useEffect(() => {
    if (since === undefined) return undefined;
    const timer = setTimeout(() => setLasting(since), patience);
    return () => clearTimeout(timer);
  }, [since]);
  return lasting === since ? lasting : undefined;
}

/** Says that the line is broken, and offers another try. */
export function LinkBanner() {
  const { connection } = useRollcall();
  const text = useText();
  const state = useSelect(({ link }) => link.state);
  const now = useSelect((state) => state.now);
  const lost = useLost();
  if (lost === undefined) return null;
  return (
    <Banner>
      {text(state === "offline" ? "link-offline" : "link-reconnecting", { moment: momentText(text, lost, now) })}
      <PlainButton look="subtle" onClick={() => connection.retry()}>
        {text("link-retry")}
      </PlainButton>
    </Banner>
  );
}

/** Says which networks are away, so that their people are not thought to be. */
export function NetworkBanner() {
  const text = useText();
  const networks = useSelect((state) => state.networks);
  const now = useSelect((state) => state.now);
  return networks
    .filter(({ state }) => state === "unreachable" || state === "refused")
    .map(({ name, state, since }) => (
      <Banner key={name}>
        {text(state === "refused" ? "network-refused" : "network-unreachable", {
          network: text("network-name", { name }),
          moment: momentText(text, since, now),
        })}
      </Banner>
    ));
}
