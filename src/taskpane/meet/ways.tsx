import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import type { DeepLink, EmailAddress, ItemContext } from "../../protocol/index.ts";
import { Outward } from "../outward.tsx";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText } from "../texts/index.tsx";

const useStyles = makeStyles({
  ways: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
  },
  way: { display: "inline-flex", listStyleType: "none" },
  link: { minHeight: "24px", color: tokens.colorBrandForegroundLink },
  none: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Milliseconds: whoever is still choosing is waited for. */
const settled = 250;

/** The ways to these people together in their network's own application. */
export function Ways({ people, context }: { readonly people: readonly EmailAddress[]; readonly context: ItemContext }) {
  const text = useAllText();
  const styles = useStyles();
  const links = useDeepLinks(people, context);
  if (links === undefined || people.length === 0) return null;
  if (links.length === 0) return <p className={styles.none}>{text("ways-none")}</p>;
  return (
    <ul className={styles.ways}>
      {links.map(({ network, opens, url }) => (
        <li key={url} className={styles.way}>
          <Outward className={styles.link} href={url}>
            {text(`way-${opens}`, { network })}
          </Outward>
        </li>
      ))}
    </ul>
  );
}

/** Undefined until they are there, and where they cannot be asked for. */
function useDeepLinks(people: readonly EmailAddress[], context: ItemContext): readonly DeepLink[] | undefined {
  const { connection } = useRollcall();
  const connected = useSelect((state) => state.link.state === "connected");
  const [found, setFound] = useState<{ readonly asked: string; readonly links: readonly DeepLink[] }>();
  const asked = people.join(" ");
  useEffect(() => {
    if (asked === "" || !connected) return undefined;
    let wanted = true;
    const ask = (): void =>
      void connection.request({ type: "links", people: [...people], context }).then(
        ({ links = [] }) => wanted && setFound({ asked, links }),
        () => undefined, // then there are none to show
      );
    const timer = setTimeout(ask, settled);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `asked` is `people`, as it can be compared
  }, [connection, connected, context, asked]);
  return found?.asked === asked ? found.links : undefined;
}
