import { makeStyles } from "@fluentui/react-components";
import { useEffect } from "react";
import { lazyFluent } from "../fluent.tsx";
import { useNames } from "../people/names.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { Strip } from "../strip.tsx";
import { useText } from "../texts/index.tsx";
import { keepUnsent } from "./keep.ts";

const bar = () => lazyFluent(() => import("./bar.tsx"));

/** The chats at the bottom of the pane, wherever the reader is in it; what it shows loads with the first one. */
export function ChatStrip() {
  const rollcall = useRollcall();
  useEffect(() => keepUnsent(rollcall), [rollcall]);
  const any = useSelect(({ chats }) => chats.trouble !== undefined || Object.keys(chats.conversations).length > 0);
  return (
    <>
      <Announcement />
      {any && <Strip of="chats" open={bar} />}
    </>
  );
}

/** What a screen reader hears of a message that arrives, wherever the reader is: whole where its conversation is open, else from whom. */
function Announcement() {
  const latest = useSelect((state) => state.chats.latest);
  const view = useSelect((state) => state.view);
  const nameOf = useNames();
  const styles = useStyles();
  const text = useText();
  const open = view.name === "chat" && view.conversation === latest?.conversation;
  return (
    <output className={styles.spoken}>
      {latest &&
        text(open ? "chat-spoken" : "chat-spoken-elsewhere", {
          name: latest.nick === undefined ? nameOf(latest.from) : `${latest.nick} ${text("chat-nick")}`,
          message: latest.encrypted
            ? text("chat-encrypted")
            : [latest.invitation && text("chat-invitation"), latest.text.slice(0, 300)].filter(Boolean).join(" "),
        })}
    </output>
  );
}

const useStyles = makeStyles({
  spoken: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
});
