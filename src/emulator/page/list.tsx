import {
  makeStyles,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, type KeyboardEvent } from "react";
import { folderIcons } from "./folders.tsx";
import { folderNames } from "./mail.ts";
import { Row, rowHeight } from "./row.tsx";
import { useMail, useMailStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  column: {
    flex: "1 1 260px",
    minInlineSize: 0,
    display: "flex",
    flexDirection: "column",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    overflow: "hidden",
    boxShadow: tokens.shadow2,
    outline: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
  },
  beside: { maxInlineSize: "340px" },
  title: { margin: 0, paddingBlock: tokens.spacingVerticalM, paddingInline: tokens.spacingHorizontalL },
  chooser: { justifyContent: "flex-start", margin: tokens.spacingHorizontalXS },
  rows: { flex: 1, overflowY: "auto", outlineOffset: "-2px" },
  all: { position: "relative" },
  empty: { padding: tokens.spacingHorizontalXXL, textAlign: "center", color: tokens.colorNeutralForeground3 },
});

/** The items of a folder. Only those in sight are in the page: one's own mail may be thousands. */
export function ItemList({ chooseFolder, beside }: { readonly chooseFolder: boolean; readonly beside: boolean }) {
  const styles = useStyles();
  const texts = useTexts();
  const store = useMailStore();
  const { folder, folders, selected, read } = useMail();
  const items = folders[folder];
  const current = items.findIndex(({ id }) => id === selected);
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  // oxlint-disable-next-line react/incompatible-library -- nothing memoized is given its functions
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current);
  }, [current, virtual]);

  function move(event: KeyboardEvent) {
    const steps: Readonly<Record<string, number>> = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: items.length - 1 };
    const step = steps[event.key];
    const next = step === undefined ? undefined : items[Math.min(Math.max(step, 0), items.length - 1)];
    if (!next) return;
    event.preventDefault();
    store.dispatch({ type: "select", id: next.id });
  }

  return (
    <div className={mergeClasses(styles.column, beside && styles.beside)}>
      {chooseFolder ? (
        <FolderChooser />
      ) : (
        <Text as="h2" weight="semibold" size={400} block className={styles.title}>
          {texts.folders[folder]}
        </Text>
      )}
      {items.length === 0 && <Text className={styles.empty}>{texts.emptyFolder}</Text>}
      {/* No select shows rows like these. */}
      <div
        ref={scroller}
        className={styles.rows}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="listbox"
        aria-label={texts.folders[folder]}
        aria-activedescendant={current < 0 ? undefined : `${listId}-${current}`}
        tabIndex={0}
        data-region="list"
        onKeyDown={move}
      >
        <div className={styles.all} style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const item = items[index];
            return item ? (
              <Row
                key={item.id}
                id={`${listId}-${index}`}
                item={item}
                top={start}
                place={{ index, count: items.length }}
                selected={index === current}
                unread={folder === "Inbox" && !read.includes(item.id)}
                onSelect={() => store.dispatch({ type: "select", id: item.id })}
              />
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}

/** The folders as a menu, where there is no room for their column. */
function FolderChooser() {
  const styles = useStyles();
  const texts = useTexts();
  const store = useMailStore();
  const { folder: current } = useMail();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" className={styles.chooser}>
          {texts.folders[current]}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {folderNames.map((folder) => (
            <MenuItem key={folder} icon={folderIcons[folder]} onClick={() => store.dispatch({ type: "folder", folder })}>
              {texts.folders[folder]}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
