export { startDemo, type Demo, type DemoOptions } from "./demo.ts";
export { DemoError } from "./error.ts";
