import { attribute, bare, type Stanza } from "../stanza.ts";

/** What a roster (RFC 6121 section 2) says about whether the user may see somebody; "mutual": each the other. */
export type Standing = "mutual" | "shared" | "asked" | "not-shared";

/** The user's contacts by bare JID, those of shared groups among them. */
export type Roster = Map<string, Standing>;

/** Takes in a whole roster, or a push of single items; gives the JIDs that are otherwise than before. Items that make no sense are left out. `own`: a copy to keep. */
export function readRoster(roster: Roster, query: Stanza, own: (jid: string) => string): readonly string[] {
  const changed: string[] = [];
  for (const item of query.getChildren("item")) {
    const text = attribute(item, "jid");
    if (!text) continue;
    const jid = own(bare(text));
    const before = roster.get(jid);
    const standing = standingOf(item);
    if (standing) roster.set(jid, standing);
    else roster.delete(jid);
    if (before !== standing) changed.push(jid);
  }
  return changed;
}

function standingOf(item: Stanza): Standing | undefined {
  switch (attribute(item, "subscription")) {
    case "both":
      return "mutual";
    case "to":
      return "shared";
    case "remove":
      return undefined;
    default:
      return attribute(item, "ask") === "subscribe" ? "asked" : "not-shared";
  }
}
