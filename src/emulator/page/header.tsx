import {
  Avatar,
  Button,
  Caption1,
  makeStyles,
  Menu,
  MenuButton,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { PanelRightExpandRegular } from "@fluentui/react-icons/svg/panel-right-expand";
import { SettingsRegular } from "@fluentui/react-icons/svg/settings";
import type { MailboxOwner } from "../items.ts";
import { profiles } from "./host/profiles.ts";
import { themes } from "./host/theme.ts";
import { locales, type Settings } from "./settings.ts";
import { useMail, useSettings, useStore, useTexts } from "./use.ts";

const narrow = { "@container (max-width: 620px)": { display: "none" } } as const;

const useStyles = makeStyles({
  room: { containerType: "inline-size" },
  header: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minBlockSize: "48px",
    paddingInline: `${tokens.spacingHorizontalL} ${tokens.spacingHorizontalS}`,
    outlineStyle: "none",
  },
  name: { display: "flex", alignItems: "baseline", gap: tokens.spacingHorizontalS, marginInlineEnd: "auto", minInlineSize: 0 },
  title: { margin: 0 },
  label: narrow,
  split: { minInlineSize: "auto" },
  quiet: {
    ...narrow,
    color: tokens.colorNeutralForeground3,
    whiteSpace: "nowrap",
    overflow: "hidden",
    textOverflow: "ellipsis",
  },
  owner: {
    maxInlineSize: "220px",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontWeight: tokens.fontWeightRegular,
  },
});

interface HeaderProps {
  readonly owners: readonly MailboxOwner[];
  onSwitch(address: string): void;
  onSplit?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
}

/** Whose mailbox this is, how to see another one, and the settings of the window. */
export function Header({ owners, onSwitch, onSplit, onClose }: HeaderProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { owner } = useMail();
  return (
    <header className={styles.room}>
      <div className={styles.header} data-region="header" tabIndex={-1}>
        <span className={styles.name}>
          <Text as="h1" weight="semibold" size={400} className={styles.title}>
            {texts.app}
          </Text>
          <Caption1 className={styles.quiet}>{texts.emulator}</Caption1>
        </span>
        {onSplit && (
          <Button
            appearance="subtle"
            className={styles.split}
            icon={<PanelRightExpandRegular />}
            title={texts.secondMailbox}
            onClick={onSplit}
          >
            <span className={styles.label}>{texts.secondMailbox}</span>
          </Button>
        )}
        {!onClose && <SettingsMenu />}
        <Menu
          positioning="below-end"
          checkedValues={{ owner: [owner.address] }}
          onCheckedValueChange={(_, { checkedItems }) => checkedItems[0] && onSwitch(checkedItems[0])}
        >
          <MenuTrigger disableButtonEnhancement>
            <MenuButton appearance="subtle" icon={<Avatar name={owner.name} color="colorful" size={28} />} title={texts.switchMailbox}>
              <span className={styles.owner}>
                <bdi>{owner.name}</bdi>
              </span>
            </MenuButton>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {owners.map(({ address, name }) => (
                <MenuItemRadio
                  key={address}
                  name="owner"
                  value={address}
                  icon={<Avatar name={name} color="colorful" size={24} />}
                  subText={address}
                >
                  <bdi>{name}</bdi>
                </MenuItemRadio>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
        {onClose && (
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={texts.closeSecond}
            title={texts.closeSecond}
            onClick={onClose}
          />
        )}
      </div>
    </header>
  );
}

function SettingsMenu() {
  const texts = useTexts();
  const settings = useSettings();
  const { theme, locale, profile } = useStore(settings);
  const languages = new Intl.DisplayNames([locale], { type: "language" });
  // The values are those of the items below, one word of each setting's own list.
  const choose = (name: string, value: string | undefined) =>
    value && settings.dispatch({ type: "settings", change: { [name]: value } as Partial<Settings> });
  return (
    <Menu
      positioning="below-end"
      checkedValues={{ theme: [theme], locale: [locale], profile: [profile] }}
      onCheckedValueChange={(_, { name, checkedItems }) => choose(name, checkedItems[0])}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<SettingsRegular />} aria-label={texts.settings} title={texts.settings} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList hasCheckmarks>
          <Choice name="theme" title={texts.theme} values={themes} label={(value) => texts.themes[value]} />
          <MenuDivider />
          <Choice name="locale" title={texts.language} values={locales} label={(value) => languages.of(value) ?? value} />
          <MenuDivider />
          <Choice name="profile" title={texts.profile} values={profileNames} label={(value) => texts.profiles[value]} />
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

// Object.keys gives the very keys of the table.
const profileNames = Object.keys(profiles) as (keyof typeof profiles)[];

interface ChoiceProps<Value extends string> {
  readonly name: keyof Settings;
  readonly title: string;
  readonly values: readonly Value[];
  label(value: Value): string;
}

function Choice<Value extends string>({ name, title, values, label }: ChoiceProps<Value>) {
  return (
    <MenuGroup>
      <MenuGroupHeader>{title}</MenuGroupHeader>
      {values.map((value) => (
        <MenuItemRadio key={value} name={name} value={value}>
          {label(value)}
        </MenuItemRadio>
      ))}
    </MenuGroup>
  );
}
