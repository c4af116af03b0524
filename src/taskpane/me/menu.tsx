import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  PresenceBadge,
  type MenuProps,
} from "@fluentui/react-components";
import type { RefObject } from "react";
import type { OwnStatus } from "../../protocol/index.ts";
import { useText } from "../texts/index.tsx";

interface Props {
  readonly status: OwnStatus;
  readonly target: RefObject<HTMLElement | null>;
  readonly onChange: (status: OwnStatus) => void;
  readonly onNote: () => void;
  readonly onClose: () => void;
}

const choices: readonly OwnStatus["availability"][] = ["automatic", "available", "busy", "do-not-disturb", "away", "offline"];

/** What the reader can choose to be. */
export default function StatusMenu({ status, target, onChange, onNote, onClose }: Props) {
  const text = useText();
  const label = (choice: OwnStatus["availability"]): string =>
    choice === "automatic" ? text("me-automatic") : choice === "offline" ? text("me-offline-choice") : text(`availability-${choice}`);
  const closed: MenuProps["onOpenChange"] = (_event, { open }) => {
    if (!open) onClose();
  };
  const chosen: MenuProps["onCheckedValueChange"] = (_event, { checkedItems }) => {
    const choice = choices.find((choice) => choice === checkedItems[0]);
    if (choice) onChange({ ...status, availability: choice });
  };
  return (
    <Menu
      open
      onOpenChange={closed}
      positioning={{ target: target.current, position: "below", align: "start" }}
      checkedValues={{ availability: [status.availability] }}
      onCheckedValueChange={chosen}
    >
      <MenuPopover>
        <MenuList aria-label={text("me-menu")}>
          {choices.map((choice) => (
            <MenuItemRadio
              key={choice}
              name="availability"
              value={choice}
              icon={choice === "automatic" ? undefined : <PresenceBadge aria-hidden status={choice} />}
            >
              {label(choice)}
            </MenuItemRadio>
          ))}
          <MenuDivider />
          <MenuItem onClick={onNote}>{text(status.note ? "me-note-change" : "me-note-add")}</MenuItem>
          {status.note && <MenuItem onClick={() => onChange({ ...status, note: undefined })}>{text("me-clear")}</MenuItem>}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
