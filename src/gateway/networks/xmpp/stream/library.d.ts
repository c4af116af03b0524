/** Parts of @xmpp/client for which no types are published: what its transports are built of, and its parser for a whole document. */
declare module "@xmpp/connection-tcp" {
  import type Connection from "@xmpp/connection";
  import type { Parser } from "@xmpp/xml";
  const ConnectionTcp: new () => Omit<Connection, "Parser"> & { readonly Parser: new () => Parser };
  export default ConnectionTcp;
}
declare module "@xmpp/websocket/lib/Connection.js" {
  import type Connection from "@xmpp/connection";
  import type { Parser } from "@xmpp/xml";
  const ConnectionWebSocket: new () => Omit<Connection, "Parser"> & { readonly Parser: new () => Parser };
  export default ConnectionWebSocket;
}
declare module "@xmpp/xml/lib/parse.js" {
  import type { Element } from "@xmpp/xml";
  /** Throws where the text is not well-formed. */
  export default function parse(text: string): Element;
}
