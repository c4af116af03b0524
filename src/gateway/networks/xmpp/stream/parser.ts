import { Parser } from "@xmpp/xml";
import type { Stanza } from "../stanza.ts";

/** The longest stanza that is taken, in UTF-16 units: servers send at most 256 KiB by default. */
export const longestStanza = 1_048_576;

/** RFC 6120 section 11.1: no comments, no processing instructions, no document types. CDATA is no part of these. */
const restricted = /<!(?!\[CDATA\[)|<\?(?!xml\s)/;

/** What two chunks may tear apart: one less than the length of "<![CDATA[". */
const seam = 8;

type ParserClass = new () => Parser;

/**
 * Makes the library's parser safe against what a hostile peer writes: whatever it cannot read is an `error` of the stream and never an
 * exception, a stanza has an end, and a sender that is no JID becomes one that is nobody.
 */
export function strict(Parent: ParserClass, limit = longestStanza): ParserClass {
  return class extends Parent {
    #size = 0;
    #tail = "";

    override write(data: string): void {
      const seen = this.#tail + data;
      this.#tail = seen.slice(-seam);
      this.#size += data.length;
      try {
        if (restricted.test(complete(seen))) throw new Error("restricted-xml");
        super.write(data);
      } catch (error) {
        this.emit("error", error instanceof Error ? error : new Error(String(error)));
        return;
      }
      if (this.#size > limit) this.emit("error", new Error("policy-violation: a stanza without an end"));
    }

    override emit(event: string, ...values: unknown[]): boolean {
      if (event === "element") {
        this.#size = 0;
        mend(values[0] as Stanza); // the library's parser emits elements under this name
      }
      return super.emit(event, ...values);
    }
  };
}

/** Without a "<!" whose next letters are still to come. */
function complete(text: string): string {
  const start = text.lastIndexOf("<!");
  return start >= 0 && "<![CDATA[".startsWith(text.slice(start)) ? text.slice(0, start) : text;
}

/** Nobody's address: RFC 6761 keeps the domain free. */
const nobody = "nobody.invalid";

/** The library throws where an address has no domain. The stanza must count all the same (XEP-0198), so it is kept, and comes from nobody. */
function mend(element: Stanza): void {
  for (const name of ["from", "to"]) {
    const jid: unknown = element.attrs[name];
    if (jid === undefined || (typeof jid === "string" && /^([^@/]+@)?[^@/\s]+(\/.+)?$/s.test(jid))) continue;
    element.attrs[name] = nobody;
  }
}
