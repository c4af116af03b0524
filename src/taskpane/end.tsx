import { lazy, Suspense } from "react";
import { EmptyState } from "./empty.tsx";
import type { Link } from "./state.ts";
import { useText } from "./texts/index.tsx";

/** Loads when nobody is signed in. */
const SignInView = lazy(() => import("./signIn/view.tsx"));

/** The states that only somebody can mend. */
export const ends: ReadonlySet<Link["state"]> = new Set(["signed-out", "forbidden", "outdated"]);

/** Instead of the people: why nothing can be shown, and what to do. */
export function End({ link }: { readonly link: Link }) {
  const text = useText();
  const reload = { label: text("outdated-action"), run: () => location.reload() };
  if (link.state === "signed-out")
    return (
      <Suspense>
        <SignInView why={link.why} />
      </Suspense>
    );
  if (link.state === "outdated") return <EmptyState title={text("outdated-title")} body={text("outdated-body")} action={reload} />;
  return <EmptyState title={text("forbidden-title")} body={text("forbidden-body")} />;
}
