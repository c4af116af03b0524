import { createContext, use, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from "react";
import type { Settings, SettingsEvent } from "./settings.ts";
import type { Mail, MailEvent } from "./mail.ts";
import type { Store } from "./store.ts";
import { textsOf, type Texts } from "./texts.ts";

/** The state of a store; the component renders again at each change of it. */
export function useStore<State>(store: Store<State, never>): State {
  return useSyncExternalStore(store.subscribe, store.get);
}

export const SettingsContext = createContext<Store<Settings, SettingsEvent> | undefined>(undefined);
export const MailContext = createContext<Store<Mail, MailEvent> | undefined>(undefined);

export function useSettings(): Store<Settings, SettingsEvent> {
  const settings = use(SettingsContext);
  if (!settings) throw new Error("useSettings outside its context");
  return settings;
}

/** The mailbox of the mail client around this component. */
export function useMailStore(): Store<Mail, MailEvent> {
  const mail = use(MailContext);
  if (!mail) throw new Error("useMailStore outside its context");
  return mail;
}

export const useMail = (): Mail => useStore(useMailStore());

export const useTexts = (): Texts => textsOf(useStore(useSettings()).locale);

/** An element's width in pixels, and the component renders again when it changes. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(innerWidth);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
