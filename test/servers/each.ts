import * as ejabberd from "./ejabberd.ts";
import * as prosody from "./prosody.ts";
import type { Options, XmppServer } from "./server.ts";

const servers = { ejabberd, prosody } as const;

/** The same tests on each real server, one of each for all of them; shown as skipped where it is not installed. */
export function onEachServer(options: Options, tests: (name: XmppServer["name"], server: () => XmppServer) => void): void {
  for (const name of ["ejabberd", "prosody"] as const) {
    const { start, installed } = servers[name];
    (installed ? describe : describe.skip)(`on ${name}`, () => {
      let server: XmppServer | undefined;
      beforeAll(async () => {
        server = await start(options);
      }, 120_000);
      afterAll(async () => server?.stop());
      tests(name, () => {
        if (!server) throw new Error(`${name} runs only while tests do`);
        return server;
      });
    });
  }
}
