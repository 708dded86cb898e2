import type { ItemBody, ItemView, ThreadView } from "@culver/business/inbox-api";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface DemoThread {
  thread: ThreadView;
  items: ItemView[];
}

let seq = 0;

type Rest = Partial<Omit<ItemView, "id" | "thread" | "seq" | "at" | "body">>;

/** An item of an invented thread. */
export function demoItem(thread: string, at: number, body: ItemBody, rest: Rest = {}): ItemView {
  seq += 1;
  const inside = body.kind === "note" || body.kind === "event";
  return {
    id: `m${seq}`,
    thread,
    seq,
    at,
    direction: inside ? "inside" : "in",
    body,
    channel: inside ? undefined : "app",
    reactions: [],
    isEdited: false,
    ...rest,
  };
}

function demoThread(id: string, name: string, now: number, rest: Partial<ThreadView> = {}): ThreadView {
  return {
    id,
    number: "n1",
    name,
    phone: "+447700900101",
    channel: "app",
    channels: ["app"],
    state: "open",
    labels: [],
    unread: 0,
    activeAt: now,
    windowEndsAt: now + 20 * hour,
    isBlocked: false,
    isOptedOut: false,
    needsPerson: false,
    ...rest,
  };
}

const text = (words: string): ItemBody => ({ kind: "text", text: words });

/** Every kind of message that a thread can hold. */
function showcase(id: string, now: number): ItemView[] {
  const at = (minutes: number): number => now - minutes * minute;
  const out = (by: string, rest: Rest = {}): Rest => ({ direction: "out", by, status: "read", ...rest });
  const picture = { url: "/files/plant", type: "image/svg+xml", size: 184_000, name: "monstera.jpg" };
  const asked = demoItem(
    id,
    at(95),
    text("Hi! I ordered a Monstera last week and one leaf looks a bit sad. Is that normal?"),
  );
  return [
    demoItem(id, now - 2 * day, text("Do you also have pots from Portugal?")),
    demoItem(
      id,
      now - 2 * day + 4 * minute,
      text("We do: *hand-painted*, from 18 €. See https://fern-and-fig.example/pots"),
      out("Ben Okafor"),
    ),
    demoItem(id, now - 2 * day + 5 * minute, text("Beautiful 😍"), { reactions: ["❤️"] }),
    demoItem(id, at(97), { kind: "event", text: "The greeting has welcomed the customer." }),
    asked,
    demoItem(id, at(94), { kind: "file", shape: "image", file: picture, text: "This one", isVoice: false }),
    demoItem(
      id,
      at(93),
      {
        kind: "interactive",
        header: { text: "What can we do for you?" },
        text: "Choose one, and we come to the point right away.",
        footer: "Fern & Fig",
        buttons: [
          { kind: "reply", title: "Plant care" },
          { kind: "reply", title: "My order" },
          { kind: "reply", title: "Talk to a person" },
        ],
      },
      out("Welcome"),
    ),
    demoItem(id, at(92), { kind: "choice", choice: { id: "c", title: "Talk to a person" } }),
    demoItem(id, at(90), { kind: "event", text: "Ann Becker has taken this chat." }),
    demoItem(
      id,
      at(88),
      text(
        "That is a bit of thirst after the journey. Give it half a litre and a bright place, no direct sun.",
      ),
      out("Ann Becker", {
        quote: { id: asked.id, text: "Hi! I ordered a Monstera last week and one leaf looks a bit sad." },
        reactions: ["🙏"],
      }),
    ),
    demoItem(
      id,
      at(80),
      {
        kind: "note",
        text: "She is a regular, 14 orders. If the leaf does not recover, send a new plant without asking back.",
      },
      { by: "Cleo Marín" },
    ),
    demoItem(
      id,
      at(70),
      {
        kind: "interactive",
        text: "Which of our shops is nearest to you?",
        buttons: [],
        list: {
          button: "Our shops",
          sections: [
            {
              title: "London",
              rows: [
                { id: "1", title: "Hackney", description: "12 Mare Street" },
                { id: "2", title: "Brixton" },
              ],
            },
          ],
        },
      },
      out("API", { status: "delivered" }),
    ),
    demoItem(id, at(66), {
      kind: "location",
      latitude: 51.5432,
      longitude: -0.0554,
      name: "Home",
      address: "Mare Street, London",
    }),
    demoItem(
      id,
      at(60),
      {
        kind: "file",
        shape: "document",
        file: { url: "/files/plant", type: "application/pdf", size: 86_000, name: "Invoice 2041.pdf" },
        text: "",
        isVoice: false,
      },
      out("Ann Becker"),
    ),
    demoItem(id, at(44), {
      kind: "contacts",
      contacts: [{ name: "Peter, my neighbour", phones: ["+447700900145"], emails: [] }],
    }),
    demoItem(id, at(43), text("He takes parcels for me when I am away")),
    demoItem(
      id,
      at(30),
      {
        kind: "interactive",
        template: "order_on_its_way",
        text: "Good news, Maya! Your order 2041 is on its way and arrives on Friday.",
        buttons: [
          { kind: "url", title: "Track the parcel", value: "https://fern-and-fig.example/track/2041" },
          { kind: "call", title: "Call us", value: "+442079460018" },
        ],
      },
      out("API", { status: "read" }),
    ),
    demoItem(id, at(12), text("Great, thank you! One more thing: can I change the delivery address?")),
    demoItem(id, at(11), { kind: "deleted" }),
    demoItem(
      id,
      at(3),
      text("Of course. Tell me the new one and I change it here."),
      out("Ann Becker", { status: "delivered" }),
    ),
    demoItem(
      id,
      at(2),
      text("And the post code?"),
      out("Ann Becker", { status: "failed", failure: "The customer's app did not take it for 24 hours." }),
    ),
    demoItem(id, at(1), text("It is 7 Wilton Way, London E8 3EE 🏡"), { isEdited: true }),
  ];
}

function chatter(id: string, now: number, count: number): ItemView[] {
  return Array.from({ length: count }, (_, index) => {
    const at = now - (count - index) * 9 * minute;
    return index % 3 === 1
      ? demoItem(id, at, text(`Answer number ${index}: yes, that works.`), {
          direction: "out",
          by: "Ben Okafor",
          status: "read",
        })
      : demoItem(id, at, text(`Question number ${index}: may I ask for one more thing?`));
  });
}

/** Threads of every state. */
export function demoThreads(now: number): DemoThread[] {
  const list: DemoThread[] = [];
  const add = (thread: ThreadView, items: ItemView[]): void => {
    const last = items.findLast(({ body }) => body.kind === "text");
    list.push({
      thread: {
        ...thread,
        ...(last !== undefined &&
          last.body.kind === "text" && {
            last: { text: last.body.text, at: last.at, direction: last.direction === "out" ? "out" : "in" },
          }),
      },
      items,
    });
  };
  add(
    demoThread("t1", "Maya Lindqvist", now - minute, {
      assignee: "a1",
      labels: ["l1", "l3", "l4"],
      unread: 1,
      channels: ["app", "sms"],
    }),
    showcase("t1", now),
  );
  add(
    demoThread("t2", "+447700900132", now - 4 * minute, {
      phone: "+447700900132",
      channel: "sms",
      channels: ["sms"],
      windowEndsAt: undefined,
      unread: 2,
      needsPerson: true,
      labels: ["l4"],
    }),
    [
      demoItem("t2", now - 30 * minute, text("Where is my parcel?"), { channel: "sms" }),
      demoItem(
        "t2",
        now - 29 * minute,
        {
          kind: "interactive",
          text: "Which order is it about?",
          buttons: [
            { kind: "reply", title: "2038" },
            { kind: "reply", title: "2039" },
          ],
        },
        { channel: "sms", direction: "out", by: "Order bot", status: "delivered" },
      ),
      demoItem(
        "t2",
        now - 28 * minute,
        { kind: "choice", choice: { id: "2", title: "2039" } },
        { channel: "sms" },
      ),
      demoItem("t2", now - 27 * minute, { kind: "event", text: "“Order bot” has asked for a person." }),
      demoItem("t2", now - 5 * minute, text("Hello?"), { channel: "sms" }),
      demoItem("t2", now - 4 * minute, text("It should have been here yesterday"), { channel: "sms" }),
    ],
  );
  add(
    demoThread("t3", "نور الحسن", now - 20 * minute, {
      phone: "+971501234567",
      windowEndsAt: now + 35 * minute,
      labels: ["l2"],
      unread: 1,
    }),
    [
      demoItem("t3", now - 23 * hour, text("مرحبا، هل يمكنني إرجاع الطلب؟")),
      demoItem("t3", now - 22 * hour, text("Hello! Yes, within 30 days."), {
        direction: "out",
        by: "Ben Okafor",
        status: "read",
      }),
      demoItem("t3", now - 20 * minute, text("شكرا جزيلا، متى أستلم المبلغ؟")),
    ],
  );
  add(
    demoThread("t4", "Tom Fletcher", now - 27 * hour, {
      assignee: "a2",
      windowEndsAt: undefined,
      labels: ["l1"],
    }),
    [
      demoItem("t4", now - 28 * hour, text("I will think about it and come back to you.")),
      demoItem("t4", now - 27 * hour, text("Take your time!"), {
        direction: "out",
        by: "Ben Okafor",
        status: "delivered",
      }),
    ],
  );
  add(
    demoThread("t5", "Zsófia Kovács", now - 3 * hour, { assignee: "a2" }),
    chatter("t5", now - 3 * hour, 190),
  );
  add(demoThread("t6", "Spam Sender", now - 5 * hour, { isBlocked: true, number: "n2" }), [
    demoItem("t6", now - 5 * hour, text("Win a phone now!!!")),
  ]);
  add(demoThread("t7", "Priya Raman", now - 6 * hour, { state: "closed", assignee: "a1" }), [
    demoItem("t7", now - 7 * hour, text("All good now, thanks!")),
    demoItem("t7", now - 6 * hour, { kind: "event", text: "Ann Becker has closed this chat." }),
  ]);
  const names = [
    "Oliver Grant",
    "Hana Sato",
    "Lukas Weber",
    "Amara Diallo",
    "Sofia Rossi",
    "Jonas Berg",
    "Mei Chen",
    "Ravi Patel",
  ];
  for (let index = 0; index < 90; index += 1) {
    const id = `x${index}`;
    const at = now - (7 + index) * hour;
    const bySms = index % 4 === 1;
    add(
      demoThread(id, `${names[index % names.length]}${index < 8 ? "" : ` ${index}`}`, at, {
        phone: `+4477009${String(10_000 + index).slice(1)}0`,
        channel: bySms ? "sms" : "app",
        channels: [bySms ? "sms" : "app"],
        windowEndsAt: bySms ? undefined : at + 24 * hour,
        ...(index % 3 === 0 && { assignee: "a2" }),
        labels: index % 5 === 0 ? ["l1"] : [],
      }),
      [
        demoItem(
          id,
          at,
          text(index % 2 === 0 ? "Thank you, that was quick!" : "Is the olive tree still in stock?"),
          { channel: bySms ? "sms" : "app" },
        ),
      ],
    );
  }
  return list;
}
