import { useEffect } from "react";
import { lazyFluent } from "../fluent.tsx";
import { useRollcall, useSelect } from "../store.tsx";
import { Strip } from "../strip.tsx";
import { followCalls } from "./follow.ts";

const bar = () => lazyFluent(() => import("./bar.tsx"));

/** The calls at the bottom of the pane, wherever the reader is in it; what it shows loads with the first one. */
export function CallStrip() {
  const rollcall = useRollcall();
  useEffect(() => followCalls(rollcall), [rollcall]);
  const any = useSelect(({ calls: { calls, ended, trouble } }) => Boolean(ended ?? trouble) || Object.keys(calls).length > 0);
  return any && <Strip of="calls" open={bar} />;
}
