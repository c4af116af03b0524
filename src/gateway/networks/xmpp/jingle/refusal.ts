import { ns as stream, xml, type Stanza } from "../stanza.ts";
import { ns } from "./names.ts";

/** Why something that another client sent is refused. */
export type RefusalCode = "malformed" | "unknown-session" | "out-of-order" | "tie-break" | "unsupported-info" | "too-many";

/** What is thrown on the way through what another client sent; it becomes an error stanza, and the rest goes on. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: RefusalCode;
  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

/** XEP-0166 section 10, table 2: the error's type, its RFC 6120 condition, and whether Jingle has a condition of its own. */
const errors: Readonly<Record<RefusalCode, readonly [type: string, condition: string, jingle: boolean]>> = {
  malformed: ["modify", "bad-request", false],
  "unknown-session": ["cancel", "item-not-found", true],
  "out-of-order": ["wait", "unexpected-request", true],
  "tie-break": ["cancel", "conflict", true],
  "unsupported-info": ["modify", "feature-not-implemented", true],
  "too-many": ["wait", "resource-constraint", false],
};

/** The `<error/>` that says so. */
export function errorOf(code: RefusalCode): Stanza {
  const [type, condition, jingle] = errors[code];
  return xml("error", { type }, xml(condition, stream.stanzas), ...(jingle ? [xml(code, ns.errors)] : []));
}
