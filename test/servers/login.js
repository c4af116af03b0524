// An ordinary client, in a process of its own: @xmpp/client takes a certificate authority from NODE_EXTRA_CA_CERTS alone, read at the start.
// Says on stdout, as JSON, how the login went: {jid, mechanism, roster} or {refused}, a SASL condition or an error's code.
import { client, xml } from "@xmpp/client";
import { WebSocket } from "ws";

globalThis.WebSocket ??= WebSocket; // Node 20 has none

const { service, domain, username, password, plain } = JSON.parse(process.argv[2]);
let mechanism;
const xmpp = client({
  service,
  domain,
  timeout: 20_000, // two seconds by default, which a busy machine takes for a handshake
  // The strongest that both can comes first; a token is no use to any but PLAIN.
  credentials: (authenticate, mechanisms) => {
    mechanism = plain ? "PLAIN" : mechanisms[0];
    return authenticate({ username, password }, mechanism);
  },
});
xmpp.reconnect.stop();
xmpp.on("error", () => {}); // start() rejects with the same
try {
  const jid = await xmpp.start();
  const { children } = await xmpp.iqCaller.get(xml("query", { xmlns: "jabber:iq:roster" }));
  const roster = children.map(({ attrs }) => attrs.jid).toSorted();
  console.log(JSON.stringify({ jid: jid.bare().toString(), mechanism, roster }));
  await xmpp.stop();
} catch (error) {
  console.log(JSON.stringify({ refused: error.condition ?? error.code ?? error.message }));
}
process.exit(); // a stream that was refused stays open
