/** How the pane proves to the gateway who its user is. */
export interface SignIn {
  /** A token for `hello`. `interactive`: the reader has asked for it, so a window may open. Rejects where they are not signed in. */
  token(options: { readonly interactive: boolean }): Promise<string>;
}

/** The ways there are; the gateway names its own in the page. */
const ways: Readonly<Record<string, (user: string) => SignIn>> = {
  /** No password, on this machine alone: the gateway refuses it anywhere else. */
  loopback: (user) => ({ token: async () => `loopback:${user}` }),
};

/** The way that this page's gateway asks for: `<meta name="rollcall-sign-in" content="loopback">`. */
export function createSignIn(user: string, page: Document): SignIn {
  const name = page.querySelector<HTMLMetaElement>('meta[name="rollcall-sign-in"]')?.content ?? "";
  const way = ways[name];
  return way ? way(user) : { token: () => Promise.reject(new Error(`no way to sign in called "${name}"`)) };
}
