declare module "*.ftl" {
  const source: string;
  export default source;
}
declare module "*.css";
declare module "*.css.js";
