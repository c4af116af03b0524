import { Button, Caption1, Field, Input, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { SendRegular } from "@fluentui/react-icons/svg/send";
import type { Item } from "../items.ts";
import type { Change } from "./mail.ts";
import { PeoplePicker } from "./peoplepicker.tsx";
import { useMail, useMailStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  form: { flex: 1, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalL },
  actions: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
  hint: { color: tokens.colorNeutralForeground3, marginInlineStart: "auto" },
  times: { display: "flex", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
  body: { flex: 1, minBlockSize: "160px", "& textarea": { maxBlockSize: "none", blockSize: "100%" } },
});

/** A message or an appointment while it is written. */
export function ComposeForm({ item }: { readonly item: Item }) {
  const styles = useStyles();
  const texts = useTexts();
  const store = useMailStore();
  const { folders } = useMail();
  const appointment = item.kind === "appointment";
  const draft = folders.Drafts.includes(item);
  const edit = (change: Change) => store.dispatch({ type: "edit", id: item.id, change });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        store.dispatch({ type: "send", id: item.id });
      }}
    >
      {draft && (
        <div className={styles.actions}>
          <Button
            type="submit"
            appearance="primary"
            icon={<SendRegular />}
            disabled={item.to.length + item.cc.length + item.bcc.length === 0}
          >
            {appointment ? texts.sendAppointment : texts.send}
          </Button>
          <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => store.dispatch({ type: "discard", id: item.id })}>
            {texts.discard}
          </Button>
          <Caption1 className={styles.hint}>{texts.draftHint}</Caption1>
        </div>
      )}
      <PeoplePicker label={appointment ? texts.required : texts.to} people={item.to} onChange={(to) => edit({ to })} />
      <PeoplePicker label={appointment ? texts.optional : texts.cc} people={item.cc} onChange={(cc) => edit({ cc })} />
      <Field label={texts.subject}>
        <Input value={item.subject} onChange={(_, { value }) => edit({ subject: value })} />
      </Field>
      {appointment && (
        <div className={styles.times}>
          <TimeField label={texts.start} time={item.start} onChange={(start) => edit({ start })} />
          <TimeField label={texts.end} time={item.end} onChange={(end) => edit({ end })} />
          <Field label={texts.location}>
            <Input value={item.location ?? ""} onChange={(_, { value }) => edit({ location: value })} />
          </Field>
        </div>
      )}
      <Textarea
        className={styles.body}
        aria-label={texts.body}
        dir="auto"
        value={item.text}
        onChange={(_, { value }) => edit({ text: value })}
      />
    </form>
  );
}

function TimeField(props: { readonly label: string; readonly time: number | undefined; onChange(time: number): void }) {
  return (
    <Field label={props.label}>
      <Input
        type="datetime-local"
        value={props.time === undefined ? "" : localMinute(props.time)}
        onChange={(_, { value }) => value && props.onChange(new Date(value).getTime())}
      />
    </Field>
  );
}

/** As `datetime-local` wants it: local time, without a zone, to the minute. */
function localMinute(time: number): string {
  const minute = 60_000; // milliseconds
  return new Date(time - new Date(time).getTimezoneOffset() * minute).toISOString().slice(0, 16);
}
