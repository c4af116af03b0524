import { makeStyles, tokens } from "@fluentui/react-components";
import { Outward } from "../outward.tsx";
import { useText } from "../texts/index.tsx";

const useStyles = makeStyles({
  link: { flexShrink: 0, color: tokens.colorBrandForegroundLink, fontSize: tokens.fontSizeBase200, lineHeight: "24px" },
});

/** The same conversation in its network's own application. */
export function OpenElsewhere({ via, link }: { readonly via: string; readonly link: string }) {
  const text = useText();
  const styles = useStyles();
  return (
    <Outward className={styles.link} href={link}>
      {text("chat-elsewhere", { network: via })}
    </Outward>
  );
}
