import { Button, CounterBadge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CalendarLtrRegular } from "@fluentui/react-icons/svg/calendar-ltr";
import { DraftsRegular } from "@fluentui/react-icons/svg/drafts";
import { MailInboxRegular } from "@fluentui/react-icons/svg/mail-inbox";
import { SendRegular } from "@fluentui/react-icons/svg/send";
import type { ReactElement } from "react";
import { folderNames, type FolderName } from "./mail.ts";
import { useMail, useMailStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  folders: {
    flex: "none",
    inlineSize: "180px",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    outlineStyle: "none",
  },
  folder: { justifyContent: "flex-start", fontWeight: tokens.fontWeightRegular, paddingInline: tokens.spacingHorizontalM },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  count: { marginInlineStart: "auto" },
});

export const folderIcons: Readonly<Record<FolderName, ReactElement>> = {
  Inbox: <MailInboxRegular />,
  Drafts: <DraftsRegular />,
  Sent: <SendRegular />,
  Calendar: <CalendarLtrRegular />,
};

export function Folders() {
  const styles = useStyles();
  const texts = useTexts();
  const store = useMailStore();
  const { folder: current, folders, read } = useMail();
  const unread = folders.Inbox.filter(({ id }) => !read.includes(id)).length;
  return (
    <nav className={styles.folders} aria-label={texts.folderList} data-region="folders" tabIndex={-1}>
      {folderNames.map((folder) => (
        <Button
          key={folder}
          appearance="subtle"
          icon={folderIcons[folder]}
          aria-current={folder === current ? "page" : undefined}
          className={mergeClasses(styles.folder, folder === current && styles.current)}
          onClick={() => store.dispatch({ type: "folder", folder })}
        >
          {texts.folders[folder]}
          {folder === "Inbox" && unread > 0 && (
            <CounterBadge className={styles.count} count={unread} appearance="ghost" color="brand" overflowCount={999} />
          )}
        </Button>
      ))}
    </nav>
  );
}
