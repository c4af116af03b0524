import { createContext, use, useSyncExternalStore } from "react";
import type { NetworkState } from "../protocol/index.ts";
import type { Connection } from "./connection.ts";
import type { Mailbox } from "./mailbox.ts";
import type { SignIn } from "./signIn/index.ts";
import { initial, reduce, type Event, type State } from "./state.ts";

export interface Store {
  get(): State;
  dispatch(event: Event): void;
  /** Calls back after each change; returns how to stop it. */
  subscribe(listener: () => void): () => void;
}

export function createStore(): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(event) {
      state = reduce(state, event);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What every component may reach: the state, the gateway, Outlook, and who is signed in. */
export interface Rollcall {
  readonly store: Store;
  readonly connection: Connection;
  readonly mailbox: Mailbox;
  readonly signIn: SignIn;
}

export const RollcallContext = createContext<Rollcall | undefined>(undefined);

export function useRollcall(): Rollcall {
  const rollcall = use(RollcallContext);
  if (!rollcall) throw new Error("useRollcall outside its context");
  return rollcall;
}

/** A part of the state. `select` must return the same object for the same state: pick, do not build. */
export function useSelect<Part>(select: (state: State) => Part): Part {
  const { store } = useRollcall();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

/** Whether a network that is connected has this part: a button exists only where it does. */
export function useHas(part: NetworkState["parts"][number]): boolean {
  return useSelect(({ networks }) => networks.some(({ state, parts }) => state === "connected" && parts.includes(part)));
}
