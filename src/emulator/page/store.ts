/** A state with one writer: `reduce`. Components and the host read the same state, and hear of every change. */
export interface Store<State, Event> {
  get(): State;
  dispatch(event: Event): void;
  /** Calls back after each change; returns how to stop it. */
  subscribe(listener: () => void): () => void;
}

export function createStore<State, Event>(initial: State, reduce: (state: State, event: Event) => State): Store<State, Event> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(event) {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
