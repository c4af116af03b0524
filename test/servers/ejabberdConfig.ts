import { domain, muc } from "./server.ts";

export interface EjabberdPorts {
  readonly tcp: number;
  readonly directTls: number;
  readonly http: number;
  readonly https: number;
  readonly distribution: number;
}

/** ejabberd.yml for 23.01 (Debian 12) and 24.12 (Debian 13). Files are named from `folder`. */
export const ejabberdConfig = (folder: string, ports: EjabberdPorts): string => `
hosts: [${domain}]
loglevel: info
certfiles: [${folder}/server.pem]
ca_file: ${folder}/ca.pem
acme: {auto: false}

# A token is tried first, then the user's own password; the second store also says who exists.
auth_method: [jwt, internal]
jwt_key: ${folder}/secret.jwk
jwt_jid_field: jid
# No SCRAM is offered beside jwt, whatever is stored; and plain text lets five thousand users be made in a second.
auth_password_format: plain
auth_use_cache: false
default_db: mnesia

listen:
  - port: ${ports.tcp}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    max_stanza_size: 262144
    backlog: 1024
    shaper: none
    access: c2s
    starttls: true
    starttls_required: true
  - port: ${ports.directTls}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    max_stanza_size: 262144
    backlog: 1024
    shaper: none
    access: c2s
    tls: true
  - port: ${ports.http}
    ip: "127.0.0.1"
    module: ejabberd_http
    backlog: 1024
    request_handlers: {/ws: ejabberd_http_ws, /api/v0: mod_http_api}
  - port: ${ports.https}
    ip: "127.0.0.1"
    module: ejabberd_http
    backlog: 1024
    tls: true
    request_handlers: {/ws: ejabberd_http_ws}

acl:
  local: {user_regexp: ""}
  loopback: {ip: ["127.0.0.0/8"]}
access_rules:
  local: [{allow: local}]
  c2s: [{allow: all}]
api_permissions:
  "the tests":
    from: [mod_http_api]
    who: {access: {allow: {acl: loopback}}}
    what: ["*"]
shaper: {normal: 100000000}
shaper_rules: {max_user_sessions: 10, max_user_offline_messages: 1000}

modules:
  mod_admin_extra: {}
  mod_blocking: {}
  mod_caps: {}
  mod_carboncopy: {}
  mod_disco: {}
  mod_http_api: {}
  mod_last: {}
  mod_mam: {assume_mam_usage: true, default: always}
  mod_muc:
    host: ${muc}
    access_create: local
    access_mam: local
    default_room_options: {mam: true, persistent: false}
  mod_offline: {}
  mod_ping: {}
  mod_privacy: {}
  mod_private: {}
  mod_pubsub: {plugins: [flat, pep]}
  mod_roster: {versioning: true}
  mod_shared_roster: {}
  mod_stream_mgmt: {resend_on_timeout: if_offline, resume_timeout: 10}
  mod_vcard: {search: false}
  mod_version: {show_os: false}
`;

/**
 * ejabberdctl.cfg. With a distribution port of its own the node needs no epmd, which would listen for all the world and outlive it; so two
 * nodes may have the same name, too.
 */
export const ejabberdctlConfig = (folder: string, { distribution }: EjabberdPorts): string => `
SPOOL_DIR=${folder}/data
LOGS_DIR=${folder}/log
EJABBERD_PID_PATH=${folder}/ejabberd.pid
ERL_DIST_PORT=${distribution}
ERL_OPTIONS="-kernel inet_dist_use_interface {127,0,0,1}"
`;
