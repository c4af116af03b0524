import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { link, type Link } from "./link.ts";

/** Says everything back. */
let echo: Server;
let between: Link;
const clients: Socket[] = [];

beforeEach(async () => {
  echo = createServer((socket) => socket.on("error", () => {}).pipe(socket));
  await once(echo.listen(0, "127.0.0.1"), "listening");
  between = await link(portOf(echo));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await between.close();
  await once(echo.close(), "close");
});

const portOf = (server: Server) => (server.address() as AddressInfo).port; // TCP has one

async function join(port = between.port): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  clients.push(socket);
  await once(socket, "connect");
  return socket;
}

/** What comes back for `text`. */
async function say(socket: Socket, text: string): Promise<unknown> {
  const answer = once(socket, "data");
  socket.write(text);
  return (await answer)[0];
}

it("lets everything through, and counts it", async () => {
  expect(await say(await join(), "hello")).toBe("hello");
  expect(between.passed).toEqual({ connections: 1, toServer: 5, toClient: 5 });
});

it("breaks every connection when it is cut, and takes new ones", async () => {
  const socket = await join();
  await say(socket, "hello");
  const broken = once(socket, "error");
  between.cut();
  expect(await broken).toMatchObject([{ code: "ECONNRESET" }]);
  expect(await say(await join(), "again")).toBe("again");
});

it("breaks a connection in the middle of what the client says", async () => {
  const heard: string[] = [];
  echo.on("connection", (socket) => socket.on("data", (data) => heard.push(data.toString())));
  between.cutAfter(7);
  const socket = await join();
  await say(socket, "hello");
  const broken = once(socket, "error");
  socket.write("world");
  expect(await broken).toMatchObject([{ code: "ECONNRESET" }]);
  expect("hellowo".startsWith(heard.join(""))).toBe(true);
  expect(between.passed.toServer).toBe(7);
});

it("refuses connections until it does so no longer", async () => {
  const before = await join();
  await say(before, "hello");
  await between.refuse(true);
  await expect(join()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await say(before, "still here")).toBe("still here");
  await between.refuse(false);
  expect(await say(await join(), "again")).toBe("again");
});

it("is as slow as it is told to be", async () => {
  const socket = await join();
  between.delay(100);
  const began = performance.now();
  await say(socket, "hello");
  expect(performance.now() - began).toBeGreaterThanOrEqual(195); // there and back, less what timers round
});

it("holds what is said, and lets it go on later", async () => {
  const socket = await join();
  await say(socket, "hello");
  between.hold(true);
  const answer = say(socket, "held");
  expect(await say(await join(portOf(echo)), "past the link")).toBe("past the link");
  expect(between.passed.toServer).toBe(5);
  between.hold(false);
  expect(await answer).toBe("held");
});
