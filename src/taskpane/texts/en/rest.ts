import askers from "./askers.ftl";
import call from "./call.ftl";
import chat from "./chat.ftl";
import freeBusy from "./freeBusy.ftl";
import meet from "./meet.ftl";
import signIn from "./signIn.ftl";

export default [askers, call, chat, freeBusy, meet, signIn];
