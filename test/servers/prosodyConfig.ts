import type { Ground } from "./ground.ts";
import { domain, muc, type Options } from "./server.ts";

export interface ProsodyPorts {
  readonly tcp: number;
  readonly directTls: number;
  readonly http: number;
  readonly https: number;
}

/** prosody.cfg.lua for 0.12 (Debian 12) and 13.0 (Debian 13); mod_auth_rollcall.lua is in modules. */
export const prosodyConfig = ({ folder, secret }: Ground, ports: ProsodyPorts, options: Options): string => `
pidfile = "${folder}/prosody.pid"
data_path = "${folder}/data"
plugin_paths = { "${folder}/modules" }
interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
c2s_ports = { ${ports.tcp} }
c2s_direct_tls_ports = { ${ports.directTls} }
http_ports = { ${ports.http} }
http_interfaces = { "127.0.0.1" }
https_ports = { ${ports.https} }
https_interfaces = { "127.0.0.1" }
s2s_ports = {}
modules_enabled = {
  "blocklist", "carbons", "disco", "groups", "mam", "offline", "pep", "ping", "posix", "private", "roster", "saslauth", "smacks",
  "time", "tls", "vcard4", "vcard_legacy", "version", "websocket", ${options.signIn?.kind === "bearer" ? `"sasl_oauthbearer",` : ""}
}
modules_disabled = { "s2s" }
limits = {}
groups_file = "${folder}/groups.txt"
smacks_hibernation_time = 10
default_archive_policy = true
http_default_host = "${domain}"
http_host = "${domain}"
consider_websocket_secure = true -- the plain one listens on loopback alone
cross_domain_websocket = true
c2s_require_encryption = true
log = { info = "*console" }
ssl = { certificate = "${folder}/server.crt", key = "${folder}/server.key"${options.signIn?.kind === "certificate" ? `, cafile = "${folder}/ca.pem", verify = { "peer" }` : ""} }

VirtualHost "${domain}"
  ${signIn(secret, options)}

Component "${muc}" "muc"
  modules_enabled = { "muc_mam" }
  muc_log_by_default = true
  restrict_room_creation = false
`;

function signIn(secret: string, { audience, signIn }: Options): string {
  switch (signIn?.kind) {
    case "bearer":
      return `authentication = "oauthbearer"
  oauth_client_id = "rollcall"
  oauth_client_secret = "not asked for"
  oauth_url = "${signIn.introspection}"`;
    case "certificate":
      return `authentication = "ccert"
  certificate_match = "email"`;
    default:
      return `authentication = "rollcall"
  rollcall_secret = "${secret}"
  ${audience ? `rollcall_audience = "${audience}"` : ""}`;
  }
}
