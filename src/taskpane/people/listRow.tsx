import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { PeopleTeamRegular } from "@fluentui/react-icons/svg/people-team";
import { makeStyles, mergeClasses } from "@fluentui/react-components";
import { memo } from "react";
import { useRollcall } from "../store.tsx";
import { useText, type Text } from "../texts/index.tsx";
import { toggleList } from "./expand.ts";
import { Face } from "./face.tsx";
import type { ListRow } from "./rows.ts";
import { useRowStyles } from "./styles.ts";

const useStyles = makeStyles({
  chevron: { display: "flex", color: "var(--quiet)", ":dir(rtl)": { transform: "scaleX(-1)" } },
  open: { transform: "rotate(90deg)", ":dir(rtl)": { transform: "rotate(90deg)" } },
});

/** A distribution list: it opens up into its members. */
export const ListLine = memo(function ListLine({ row, tabIndex }: { readonly row: ListRow; readonly tabIndex: 0 | -1 }) {
  const rollcall = useRollcall();
  const text = useText();
  const styles = useRowStyles();
  const own = useStyles();
  const open = row.opened?.open ?? false;
  return (
    <div data-line={row.key} className={mergeClasses(styles.line, row.level > 1 && styles.nested)}>
      <button
        type="button"
        className={styles.main}
        tabIndex={tabIndex}
        aria-expanded={open}
        onClick={() => void toggleList(rollcall, row.address)}
      >
        <Face name={row.name} icon={<PeopleTeamRegular />} />
        <span className={styles.words}>
          <span className={styles.name}>
            <bdi>{row.name}</bdi>
          </span>
          <span className={styles.detail}>{detail(text, row)}</span>
        </span>
        <span className={mergeClasses(own.chevron, open && own.open)} aria-hidden>
          <ChevronRightRegular />
        </span>
      </button>
    </div>
  );
});

function detail(text: Text, { opened, size, elsewhere }: ListRow): string {
  if (opened?.open && opened.state === "loading") return text("list-loading");
  if (opened?.state === "failed") return text("list-failed");
  if (opened?.state === "loaded" && size === 0) return text("list-empty");
  return elsewhere > 0 && size !== undefined ? text("list-elsewhere", { size, elsewhere }) : text("list-open", { size: size ?? 0 });
}
