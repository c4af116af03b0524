import { Suspense, useEffect } from "react";
import { lazyFluent } from "../fluent.tsx";
import { useRollcall, useSelect } from "../store.tsx";
import { followCalls } from "./follow.ts";

const CallBar = lazyFluent(() => import("./bar.tsx"));

/** The calls at the bottom of the pane, wherever the reader is in it; what it shows loads with the first one. */
export function CallStrip() {
  const rollcall = useRollcall();
  useEffect(() => followCalls(rollcall), [rollcall]);
  const any = useSelect(({ calls: { calls, ended, trouble } }) => Boolean(ended ?? trouble) || Object.keys(calls).length > 0);
  return <Suspense>{any && <CallBar />}</Suspense>;
}
