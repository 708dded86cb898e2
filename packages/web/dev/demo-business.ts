import type { Attachment, Contact, Interactive, InteractiveAction, Message, Transfer } from "@culver/client";
import { type Line, messageOf, say } from "./demo-history.ts";
import type { DemoMedia } from "./demo-media.ts";

const minute = 60_000;
const remote: Transfer = { state: "remote" };

/** A business that sends every kind of message. */
export const bakery: Contact = {
  account: "bakerybakerybake",
  number: "+447700900888",
  profileName: "Riverside Bakery",
  verified: false,
  blocked: false,
};

function reply(id: string, title: string): InteractiveAction {
  return { kind: "reply", choice: { id, title } };
}

function ask(
  own: boolean,
  at: number,
  interactive: Interactive<Attachment>,
  answered: readonly string[] = [],
): Line {
  return { own, at, body: { kind: "interactive", interactive, answered } };
}

const menu: NonNullable<Interactive<Attachment>["list"]> = {
  button: "See what is fresh",
  sections: [
    {
      title: "Bread",
      rows: [
        { id: "sour", title: "Sourdough", description: "Rye and wheat, 900 g, baked at 5 this morning" },
        { id: "seed", title: "Seeded loaf", description: "Sunflower, linseed, a little honey" },
        { id: "bag", title: "Baguette" },
      ],
    },
    {
      title: "Sweet",
      rows: [
        { id: "bun", title: "Cinnamon bun", description: "Still warm" },
        { id: "tart", title: "Pear tart", description: "By the slice" },
      ],
    },
  ],
};

function lines(now: number, media: DemoMedia): readonly (Line & { readonly file?: Blob })[] {
  const start = now - 100 * minute;
  const cafe: Attachment = {
    kind: "image",
    name: "counter.jpg",
    type: "image/jpeg",
    size: media.cafe.size,
    width: 900,
    height: 1_200,
    preview: media.previews.cafe,
    transfer: remote,
  };
  const coast: Attachment = {
    kind: "image",
    name: "terrace.jpg",
    type: "image/jpeg",
    size: media.coast.size,
    width: 1_600,
    height: 1_066,
    preview: media.previews.coast,
    transfer: remote,
  };
  const invoice: Attachment = {
    kind: "document",
    name: "Invoice 2041.pdf",
    type: "application/pdf",
    size: 184_320,
    transfer: remote,
  };
  const voice: Attachment = {
    kind: "audio",
    name: "voice.ogg",
    type: "audio/wav",
    size: media.voice.size,
    durationMs: 4_200,
    voice: true,
    transfer: remote,
  };
  const sticker: Attachment = {
    kind: "sticker",
    name: "bun.webp",
    type: "image/webp",
    size: media.sticker.size,
    width: 512,
    height: 512,
    transfer: remote,
  };
  return [
    { own: false, at: start, body: { kind: "notice", notice: { type: "encrypted" } } },
    say(true, start + minute, "Hello! Are you open today?"),
    {
      ...ask(false, start + 2 * minute, {
        header: { kind: "attachment", attachment: coast },
        text: "Good morning from *Riverside Bakery*! The terrace is open until 18:00. What can we do for you?",
        footer: "Reply any time, a person reads along",
        actions: [
          reply("order", "Order bread"),
          reply("table", "Reserve a table"),
          reply("other", "Something else"),
        ],
      }),
      file: media.coast,
    },
    ask(
      false,
      start + 6 * minute,
      {
        header: { kind: "text", text: "Fresh today" },
        text: "Pick one and we keep it for you until noon.",
        footer: "Prices in the shop",
        actions: [],
        list: menu,
      },
      ["bun"],
    ),
    {
      own: true,
      at: start + 8 * minute,
      body: { kind: "choice", choice: { id: "bun", title: "Cinnamon bun", description: "Still warm" } },
      extra: {
        status: "read",
        replyTo: {
          id: `m00003${bakery.account}`,
          author: bakery.account,
          preview: "Pick one and we keep it for you until noon.",
        },
      },
    },
    ask(
      false,
      start + 9 * minute,
      { text: "Sliced?", actions: [reply("yes", "Yes, please"), reply("no", "No, as it is")] },
      ["no"],
    ),
    {
      own: true,
      at: start + 10 * minute,
      body: { kind: "choice", choice: { id: "no", title: "No, as it is" } },
      extra: {
        status: "read",
        replyTo: { id: `m00005${bakery.account}`, author: bakery.account, preview: "Sliced?" },
      },
    },
    {
      own: false,
      at: start + 14 * minute,
      body: {
        kind: "place",
        place: {
          latitude: 50.118_26,
          longitude: -5.537_12,
          name: "Riverside Bakery",
          address: "14 Mill Lane, Penzance TR18 4QB",
        },
      },
    },
    {
      own: true,
      at: start + 15 * minute,
      body: { kind: "place", place: { latitude: 50.066, longitude: -5.715 } },
    },
    ask(false, start + 16 * minute, {
      text: "Where should our courier go?",
      actions: [{ kind: "share-place", title: "Share my location" }],
    }),
    {
      ...ask(false, start + 20 * minute, {
        header: { kind: "attachment", attachment: invoice },
        text: "Your order *2041* is packed. Thank you!",
        actions: [
          { kind: "url", title: "Track the courier", url: "https://riverside-bakery.example/track/2041" },
          { kind: "call", title: "Call the shop", number: "+447700900888" },
          { kind: "copy", title: "Copy the voucher", text: "CRUST-10" },
        ],
      }),
      file: media.tickets,
    },
    {
      own: false,
      at: start + 24 * minute,
      body: {
        kind: "contacts",
        contacts: [
          {
            name: "Elowen Tregear",
            title: "Head baker",
            organisation: "Riverside Bakery",
            phones: [
              { number: "+447700900101", type: "WORK" },
              { number: "+447700900889", type: "CELL" },
            ],
            emails: [{ address: "elowen@riverside-bakery.example", type: "WORK" }],
            urls: ["https://riverside-bakery.example"],
            addresses: ["14 Mill Lane, Penzance TR18 4QB"],
            birthday: "1987-04-12",
          },
          { name: "Courier", phones: [{ number: "+447700900890" }], emails: [], urls: [], addresses: [] },
        ],
      },
    },
    {
      own: false,
      at: start + 26 * minute,
      body: { kind: "attachment", attachment: voice, text: "" },
      file: media.voice,
    },
    {
      own: true,
      at: start + 27 * minute,
      body: { kind: "attachment", attachment: { ...voice, transfer: { state: "ready" } }, text: "" },
      file: media.voice,
    },
    {
      own: false,
      at: start + 28 * minute,
      body: { kind: "attachment", attachment: sticker, text: "" },
      file: media.sticker,
      extra: { reactions: [{ emoji: "😂", authors: [bakery.account] }] },
    },
    {
      own: true,
      at: start + 29 * minute,
      body: { kind: "attachment", attachment: { ...sticker, transfer: { state: "ready" } }, text: "" },
      file: media.sticker,
    },
    ask(true, start + 30 * minute, {
      text: "And which do you like best?",
      actions: [reply("a", "Rye"), reply("b", "Wheat")],
    }),
    {
      own: true,
      at: start + 31 * minute,
      body: { kind: "choice", choice: { id: "yes", title: "Yes, please" } },
      extra: {
        status: "failed",
        failure: "No connection for a day.",
        replyTo: { id: `m00005${bakery.account}`, author: bakery.account, preview: "Sliced?" },
      },
    },
    ask(false, start + 40 * minute, {
      header: { kind: "text", text: "<b>Header</b> <img src=x onerror=alert(1)>" },
      text: "<script>document.title='run'</script> ‮kcatta‬ *bold*",
      footer: "<a href='javascript:alert(1)'>footer</a>",
      actions: [
        reply("x", "<i>Tap</i>"),
        { kind: "url", title: "Free bread", url: "javascript:document.title='run'" },
        { kind: "url", title: "Your bank", url: "https://bank.example@evil.example/login" },
        { kind: "call", title: "Call", number: "+1555;ext=javascript:alert(1)" },
      ],
    }),
    {
      ...ask(false, start + 50 * minute, {
        header: { kind: "attachment", attachment: cafe },
        text: "צהריים טובים! *התפריט* של היום מוכן.",
        footer: "מאפיית הנהר",
        actions: [
          reply("he1", "הזמנת לחם"),
          { kind: "url", title: "לאתר", url: "https://riverside-bakery.example" },
        ],
        list: {
          button: "לרשימה",
          sections: [{ rows: [{ id: "he2", title: "לחם מחמצת", description: "שיפון וחיטה" }] }],
        },
      }),
      file: media.cafe,
    },
  ];
}

/** The chat with the bakery; `files` gets what can be fetched. */
export function bakeryHistory(now: number, media: DemoMedia, files: Map<string, Blob>): Message[] {
  return lines(now, media).map(({ file, ...line }, position) => {
    const message = messageOf(bakery, position, line);
    if (file !== undefined) files.set(message.id, file);
    return message;
  });
}
