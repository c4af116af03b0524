import { EmptyState } from "./empty.tsx";
import type { Link } from "./state.ts";
import { useRollcall } from "./store.tsx";
import { useText } from "./texts/index.tsx";

/** The states that only somebody can mend. */
export const ends: ReadonlySet<Link["state"]> = new Set(["signed-out", "forbidden", "outdated"]);

/** Instead of the people: why nothing can be shown, and what to do. */
export function End({ state }: { readonly state: Link["state"] }) {
  const { connection } = useRollcall();
  const text = useText();
  const signIn = { label: text("signed-out-action"), run: () => connection.retry() };
  const reload = { label: text("outdated-action"), run: () => location.reload() };
  if (state === "signed-out") return <EmptyState title={text("signed-out-title")} body={text("signed-out-body")} action={signIn} />;
  if (state === "outdated") return <EmptyState title={text("outdated-title")} body={text("outdated-body")} action={reload} />;
  return <EmptyState title={text("forbidden-title")} body={text("forbidden-body")} />;
}
