/**
 * The floor: what showing the people of a message costs with no framework at all. It speaks Rollcall's own wire to the same
 * gateway, and writes every person of the item into the page, in one go.
 */
interface Presence {
  readonly address: string;
  readonly availability: string;
}

const colours: Readonly<Record<string, string>> = {
  available: "#13a10e",
  busy: "#d13438",
  "do-not-disturb": "#d13438",
  away: "#eaa300",
  offline: "#8a8886",
  unknown: "#8a8886",
};

const root = document.querySelector("#root") as HTMLElement; // floor.html has it
const dots = new Map<string, HTMLElement>();
const socket = new WebSocket(`${location.origin.replace("http", "ws")}/wire`, "rollcall.v1");

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function paint({ address, availability }: Presence): void {
  const row = dots.get(address);
  if (!row) return;
  (row.firstElementChild as HTMLElement).style.background = colours[availability] ?? ""; // the dot
  (row.lastElementChild as HTMLElement).textContent = availability; // the word
  row.dataset.presence = availability;
}

Office.onReady(() => {
  const mailbox = Office.context.mailbox;
  const show = () => {
    const item = mailbox.item as Office.MessageRead; // the bench opens messages only
    const people = [item.from, ...item.to, ...item.cc];
    root.innerHTML = people
      .map((person) => `<p data-address="${escape(person.emailAddress)}"><i></i><b>${escape(person.displayName)}</b> <span></span></p>`)
      .join("");
    dots.clear();
    for (const row of root.children) dots.set((row as HTMLElement).dataset.address ?? "", row as HTMLElement);
    socket.send(JSON.stringify({ type: "watch", people: people.map((person) => person.emailAddress) }));
  };
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data as string) as { type: string; presence?: readonly Presence[] };
    if (message.type === "welcome") show();
    if (message.type === "watched" || message.type === "presence") message.presence?.forEach(paint);
  });
  socket.addEventListener("open", () =>
    socket.send(JSON.stringify({ type: "hello", token: `loopback:${mailbox.userProfile.emailAddress}` })),
  );
  mailbox.addHandlerAsync(Office.EventType.ItemChanged, show);
});
