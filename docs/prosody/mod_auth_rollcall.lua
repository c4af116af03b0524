-- mod_auth_rollcall: lets Rollcall's gateway sign users in to Prosody (0.12 or later) without their passwords.
--
-- SASL PLAIN takes one of two passwords: a JSON Web Token (RFC 7519) that the gateway has signed a moment ago for this very user, or the
-- user's own password. Own passwords, who exists and who is disabled all stay with another auth provider, "internal_hashed" unless
-- rollcall_passwords names another, so ordinary clients notice nothing: what it offers (SCRAM, say), they still get.
--
--   VirtualHost "example.org"
--     authentication = "rollcall"
--     rollcall_secret = "…"              -- base64url, 32 random bytes or more; the same as in the gateway's configuration
--     rollcall_audience = "example.org"  -- optional: tokens must be meant for it (claim "aud")
--     rollcall_passwords = "ldap"        -- optional: mod_auth_ldap keeps the users' own passwords
--     rollcall_clock_skew = 30           -- optional: how many seconds the two clocks may differ
--
-- A token must carry jid (user@host) and exp; nbf and iat, where they are there, must not lie ahead. Its algorithm is HS256 and no other.
-- Prosody takes no password longer than 1023 bytes, which is room enough.

local base64 = require "util.encodings".base64;
local hashes = require "util.hashes";
local jid = require "util.jid";
local json = require "util.json";
local new_sasl = require "util.sasl".new;

local function from_base64url(text)
	return base64.decode((text:gsub("[-_]", { ["-"] = "+", ["_"] = "/" })) .. ("="):rep(-#text % 4));
end

local secret = from_base64url(module:get_option_string("rollcall_secret", "")) or "";
assert(#secret >= 32, "rollcall_secret must be 32 bytes or more, in base64url"); -- RFC 7518 section 3.2
local audience = module:get_option_string("rollcall_audience");
local skew = module:get_option_number("rollcall_clock_skew", 30);
local passwords_by = module:get_option_string("rollcall_passwords", "internal_hashed");

-- The claims of a token that carries our signature, whatever they say; nil for anything else.
local function signed_claims(token)
	local signed, header, payload, signature = token:match("^(([%w_-]+)%.([%w_-]+))%.([%w_-]+)$");
	if not signed then return nil; end
	-- The signature first: nothing that a stranger wrote is parsed.
	local given = from_base64url(signature);
	if not given or not hashes.equals(hashes.hmac_sha256(secret, signed), given) then return nil; end
	header, payload = json.decode(from_base64url(header) or ""), json.decode(from_base64url(payload) or "");
	-- "crit" lists what a reader must understand (RFC 7515 section 4.1.11), and we know no extension.
	if type(header) ~= "table" or header.alg ~= "HS256" or header.crit ~= nil then return nil; end
	return type(payload) == "table" and payload or nil;
end

local function is_for_us(aud)
	if type(aud) ~= "table" then return aud == audience; end
	for _, one in ipairs(aud) do
		if one == audience then return true; end
	end
	return false;
end

local function has_begun(time, now)
	return time == nil or type(time) == "number" and time <= now + skew;
end

local function is_token_of(username, password)
	local claims = signed_claims(password);
	if not claims or type(claims.jid) ~= "string" then return false; end
	local now = os.time();
	if type(claims.exp) ~= "number" or claims.exp <= now - skew then return false; end
	if not has_begun(claims.nbf, now) or not has_begun(claims.iat, now) then return false; end
	if audience and not is_for_us(claims.aud) then return false; end
	local node, host, resource = jid.prepped_split(claims.jid);
	return node == username and host == module.host and resource == nil;
end

module:depends("auth_" .. passwords_by);
local passwords;
for _, item in ipairs(module:get_host_items("auth-provider")) do
	if item.name == passwords_by then passwords = item; end
end
assert(passwords, "mod_auth_" .. passwords_by .. " provides no passwords");

-- A token opens the account of somebody who has one and is not locked out (which Prosody 0.12 cannot say of anybody).
local function may_enter(username)
	return passwords.user_exists(username) and not (passwords.is_enabled and not passwords.is_enabled(username));
end

-- Everything but signing in is as the other provider has it. A copy, because Prosody gives the provider a metatable of its own.
local provider = {};
for name, method in pairs(passwords) do provider[name] = method; end
provider.name = nil; -- Prosody names it after this module

function provider.get_sasl_handler(session)
	local profile = {};
	for name, backend in pairs(passwords.get_sasl_handler(session).profile) do profile[name] = backend; end
	profile.mechanisms = nil; -- worked out anew, now that there is PLAIN
	profile.plain = nil; -- would be asked instead of plain_test
	local own = profile.plain_test or function (_, username, password) return passwords.test_password(username, password), true; end
	function profile.plain_test(sasl, username, password, realm)
		if is_token_of(username, password) then return may_enter(username), true; end
		return own(sasl, username, password, realm);
	end
	return new_sasl(module.host, profile);
end

module:provides("auth", provider);
