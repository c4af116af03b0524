import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import compress from "@fastify/compress";
import files from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { manifestFor } from "./manifest.ts";
import type { SignInPage } from "./signInPage.ts";

/** A folder served under a prefix that begins and ends with a slash. */
export interface Mount {
  readonly prefix: string;
  readonly root: string;
}

export interface PagesOptions {
  readonly origin: () => string;
  readonly signIn: () => SignInPage;
  readonly officeJs: readonly string[];
  readonly frameAncestors: readonly string[];
  readonly mounts: readonly Mount[];
}

/** The package's own folder, from `src/gateway` as well as from `dist/gateway`. */
const home = fileURLToPath(new URL("../../", import.meta.url));
const pages = join(home, "dist/pages/taskpane");

/** Who may show the pane in a frame: Outlook on the web and new Outlook, which are web pages themselves. */
const outlook = [
  "https://outlook.office.com",
  "https://outlook.office365.com",
  "https://outlook.cloud.microsoft",
  "https://outlook.live.com",
  "https://*.officeapps.live.com",
];
/** From where office.js loads what it depends on when it comes from Microsoft. */
const officeCdn = ["https://appsforoffice.microsoft.com", "https://ajax.aspnetcdn.com"];

/** The pane's files, and the manifest that leads Outlook to them. */
export async function servePages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  await app.register(compress, { global: true, threshold: 1024 });
  const policy = contentSecurityPolicy(options);
  app.addHook("onRequest", async (_request, reply) => {
    reply.headers({ "content-security-policy": policy(), "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  });

  await app.register(files, { root: pages, prefix: "/", index: false, cacheControl: false, setHeaders: setCaching });
  const shared = [{ prefix: "/assets/", root: join(home, "assets") }, ...options.mounts];
  for (const mount of shared) {
    await app.register(files, { ...mount, index: false, cacheControl: false, decorateReply: false, setHeaders: setCaching });
  }

  const head = () =>
    [signInTag(options.signIn()), ...options.officeJs.map((address) => `<script src="${escape(address)}"></script>`)].join("\n    ");
  app.get<{ Params: { page: string } }>("/:page(^[a-z]+).html", async ({ params }, reply) => {
    const html = await readFile(join(pages, `${params.page}.html`), "utf8").catch(() => undefined);
    if (html === undefined) return reply.callNotFound();
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(html.replace("<!-- office.js -->", head));
  });
  app.get("/manifest.xml", async (_request, reply) => {
    return reply
      .type("application/xml; charset=utf-8")
      .header("cache-control", "no-cache")
      .header("access-control-allow-origin", "*") // it is public, and a mail client in a browser reads it from its own origin
      .send(await manifestFor(options.origin()));
  });
}

function signInTag({ kind, settings }: SignInPage): string {
  const attributes = Object.entries(settings).map(([name, value]) => ` data-${name}="${escape(value)}"`);
  return `<meta name="rollcall-sign-in" content="${escape(kind)}"${attributes.join("")} />`;
}

/** Webpack puts a hash of the content into a file's name: such a file never changes. */
function setCaching(reply: { setHeader(name: string, value: string): unknown }, path: string) {
  const hashed = /\.[0-9a-f]{8}\.[a-z.]+$/.test(path);
  reply.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
}

function contentSecurityPolicy({ origin, signIn, officeJs, frameAncestors }: PagesOptions): () => string {
  const elsewhere = officeJs.filter((address) => URL.canParse(address)).map((address) => new URL(address).origin);
  const scripts = elsewhere.some((each) => officeCdn.includes(each)) ? [...elsewhere, ...officeCdn] : elsewhere;
  return () =>
    [
      "default-src 'self'",
      `script-src ${["'self'", ...new Set(scripts)].join(" ")}`,
      "style-src 'self' 'unsafe-inline'", // Fluent UI writes its styles at run time
      "img-src 'self' data:",
      "media-src 'self' blob:",
      // Older WebKit does not take 'self' to mean WebSockets too.
      ["connect-src 'self'", origin().replace(/^http/, "ws"), signIn().asks ?? []].flat().join(" "),
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      // The only rule about framing: X-Frame-Options knows no lists, and Outlook on the web must frame the pane.
      `frame-ancestors 'self' ${[...outlook, ...frameAncestors].join(" ")}`,
    ].join("; ");
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
