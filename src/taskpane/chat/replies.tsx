import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowSyncRegular } from "@fluentui/react-icons/svg/arrow-sync";
import { useState } from "react";
import type { Conversation } from "../../protocol/index.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { OpenElsewhere } from "./elsewhere.tsx";
import { loadPage } from "./send.ts";
import { newIn } from "./thread.ts";

/** Where a network tells of no reply by itself: says so, and looks when the reader wants it. */
export function Replies({ conversation }: { readonly conversation: Conversation }) {
  const rollcall = useRollcall();
  const connected = useSelect((state) => state.link.state === "connected");
  const [found, setFound] = useState<number | "not looked" | "looking" | "failed">("not looked");
  const styles = useStyles();
  const text = useText();
  const { id, via, link } = conversation;

  const look = async (): Promise<void> => {
    if (found === "looking" || !connected) return;
    setFound("looking");
    const before = rollcall.store.get().chats.threads[id];
    try {
      await loadPage(rollcall, id);
      const { threads, me } = rollcall.store.get().chats;
      setFound(newIn(before, threads[id], me));
    } catch {
      setFound("failed");
    }
  };
  return (
    <aside className={styles.replies}>
      <p className={styles.words}>{text("replies-why", { network: text("network-name", { name: via }) })}</p>
      <div className={styles.actions}>
        <Button size="small" icon={<ArrowSyncRegular />} disabledFocusable={found === "looking" || !connected} onClick={() => void look()}>
          {text("replies-look")}
        </Button>
        {link && <OpenElsewhere via={via} link={link} />}
        <output className={styles.words}>
          {typeof found === "number" ? text("replies-found", { count: found }) : found !== "not looked" && text(`replies-${found}`)}
        </output>
      </div>
    </aside>
  );
}

const useStyles = makeStyles({
  replies: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  words: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
});
