import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { PresenceAvailable12Filled, PresenceAvailable12Regular } from "@fluentui/react-icons/svg/presence-available";
import { PresenceAway12Filled } from "@fluentui/react-icons/svg/presence-away";
import { PresenceBusy12Filled } from "@fluentui/react-icons/svg/presence-busy";
import { PresenceDnd12Filled, PresenceDnd12Regular } from "@fluentui/react-icons/svg/presence-dnd";
import { PresenceOffline12Regular } from "@fluentui/react-icons/svg/presence-offline";
import { PresenceOof12Regular } from "@fluentui/react-icons/svg/presence-oof";
import { PresenceUnknown12Regular } from "@fluentui/react-icons/svg/presence-unknown";
import type { Availability } from "../../protocol/index.ts";

const useStyles = makeStyles({
  badge: {
    position: "absolute",
    insetBlockEnd: "-2px",
    insetInlineEnd: "-2px",
    display: "flex",
    borderRadius: tokens.borderRadiusCircular,
    boxShadow: `0 0 0 2px ${tokens.colorNeutralBackground1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground3,
  },
  green: { color: tokens.colorPaletteLightGreenForeground3 },
  red: { color: tokens.colorPaletteRedBackground3 },
  yellow: { color: tokens.colorPaletteMarigoldBackground3 },
  berry: { color: tokens.colorPaletteBerryForeground3 },
  small: { "& svg": { width: "10px", height: "10px" } },
});

/** Shape and colour of Fluent's PresenceBadge: as it is, and for whoever is out of office. */
const shapes = {
  available: [PresenceAvailable12Filled, "green", PresenceAvailable12Regular, "green"],
  busy: [PresenceBusy12Filled, "red", PresenceUnknown12Regular, "red"],
  "do-not-disturb": [PresenceDnd12Filled, "red", PresenceDnd12Regular, "red"],
  away: [PresenceAway12Filled, "yellow", PresenceOof12Regular, "berry"],
  offline: [PresenceOffline12Regular, undefined, PresenceOof12Regular, "berry"],
  unknown: [PresenceUnknown12Regular, undefined, PresenceUnknown12Regular, undefined],
} as const;

interface Props {
  readonly status: Availability;
  readonly outOfOffice: boolean;
  readonly small?: boolean;
}

/** Presence as shape and colour. Decoration: the word stands beside it. */
export function Badge({ status, outOfOffice, small }: Props) {
  const styles = useStyles();
  const [here, hereColour, away, awayColour] = shapes[status];
  const Shape = outOfOffice ? away : here;
  const colour = outOfOffice ? awayColour : hereColour;
  return (
    <span data-presence={status} className={mergeClasses(styles.badge, colour && styles[colour], small && styles.small)}>
      <Shape />
    </span>
  );
}
