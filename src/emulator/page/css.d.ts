/** webpack puts these into the page's one stylesheet. */
declare module "*.css";
