import { Button, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useText } from "../texts/index.tsx";

const useStyles = makeStyles({
  editor: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalM },
  buttons: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  left: { marginInlineStart: "auto", fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

const longest = 280; // `OwnStatus.note` of the protocol
const nearly = 40;

interface Props {
  readonly note: string;
  readonly onSave: (note: string) => void;
  readonly onCancel: () => void;
}

/** The reader's own words, for everyone who can see their status. */
export default function NoteEditor({ note, onSave, onCancel }: Props) {
  const text = useText();
  const styles = useStyles();
  const [words, setWords] = useState(note);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const save = (): void => onSave(words.trim());
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onCancel();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };
  return (
    <div className={styles.editor}>
      <Textarea
        ref={box}
        aria-label={text("me-note-label")}
        placeholder={text("me-note-placeholder")}
        maxLength={longest}
        dir="auto"
        value={words}
        onChange={(_event, { value }) => setWords(value)}
        onKeyDown={key}
      />
      <div className={styles.buttons}>
        <Button appearance="primary" size="small" onClick={save}>
          {text("me-save")}
        </Button>
        <Button size="small" onClick={onCancel}>
          {text("me-cancel")}
        </Button>
        {words.length > longest - nearly && <span className={styles.left}>{text("me-note-left", { left: longest - words.length })}</span>}
      </div>
    </div>
  );
}
