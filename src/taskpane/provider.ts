export { FluentProvider } from "@fluentui/react-components";
