export { startDemo, type Demo, type DemoNetwork, type DemoOptions } from "./demo.ts";
export { DemoError } from "./error.ts";
