import { lazyFluent } from "../fluent.tsx";

/** The call in progress, over the list of people, or the choice of people for one; loads on first use. */
export const CallView = lazyFluent(() => import("./view.tsx"));
export { CallStrip } from "./strip.tsx";

/** Rings these people, as `act.ts` says. */
export const startCall: typeof import("./act.ts").startCall = async (...call) => (await import("./act.ts")).startCall(...call);
