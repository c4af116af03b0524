import { ns, xml, type Stanza } from "./stanza.ts";

/** A filled-in form (XEP-0004) of the kind that `type` names (XEP-0068). */
export const submit = (type: string, answers: Readonly<Record<string, string>>): Stanza =>
  xml(
    "x",
    { xmlns: ns.data, type: "submit" },
    field("FORM_TYPE", type, { type: "hidden" }),
    ...Object.entries(answers).map(([name, value]) => field(name, value)),
  );

const field = (name: string, value: string, more: Readonly<Record<string, string>> = {}): Stanza =>
  xml("field", { var: name, ...more }, xml("value", {}, value));
