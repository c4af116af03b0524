export { CallStrip, CallView, startCall } from "./call/index.tsx";
export { ChatStrip, ChatView, startChat } from "./chat/index.tsx";
