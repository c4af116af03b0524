import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, ProgressBar, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { Item } from "../items.ts";
import type { Client } from "./host/client.ts";
import { removeNotification } from "./host/notifications.ts";
import { useMail, useMailStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  bars: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, paddingInline: tokens.spacingHorizontalL },
  icon: { inlineSize: "16px", blockSize: "16px" },
  bar: { marginBlockStart: tokens.spacingVerticalXS },
});

const intents = ["info", "info", "error", "info"] as const;
const progress = 1;

/** What add-ins have to say of an item (`notificationMessages`). */
export function InfoBar({ item, client }: { readonly item: Item; readonly client: Client | undefined }) {
  const styles = useStyles();
  const texts = useTexts();
  const store = useMailStore();
  const notifications = useMail().notifications[item.id] ?? [];
  const dismiss = (key: string) => {
    const left = removeNotification(notifications, key);
    if (typeof left !== "number") store.dispatch({ type: "notify", id: item.id, notifications: left });
  };
  return (
    <div className={styles.bars}>
      {notifications.map(({ key, type, message, icon }) => {
        const image = icon === undefined ? undefined : client?.addIn.images.get(icon);
        return (
          <MessageBar key={key} intent={intents[type]} icon={image ? <img src={image} alt="" className={styles.icon} /> : undefined}>
            <MessageBarBody>
              <bdi>{message}</bdi>
              {type === progress && <ProgressBar className={styles.bar} />}
            </MessageBarBody>
            <MessageBarActions
              containerAction={
                <Button
                  appearance="transparent"
                  icon={<DismissRegular />}
                  aria-label={texts.dismiss}
                  title={texts.dismiss}
                  onClick={() => dismiss(key)}
                />
              }
            />
          </MessageBar>
        );
      })}
    </div>
  );
}
