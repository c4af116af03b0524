import call from "./call.ftl";
import chat from "./chat.ftl";
import pane from "./pane.ftl";

export default [pane, chat, call];
