/** What the transports of @xmpp/client are built of; no types are published for these two packages. */
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
