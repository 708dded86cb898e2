/** A request that works, with ids and numbers put in. */
export interface Example {
  /** In words: "A text". */
  readonly name: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: unknown;
  /** Fields of a form with files; "@name" is a file. */
  readonly form?: Readonly<Record<string, string>>;
}

const message = (name: string, content: object): Example => ({
  name,
  body: { messaging_product: "whatsapp", to: "+4915112345678", ...content },
});

const interactive = (name: string, content: object): Example =>
  message(name, { type: "interactive", interactive: content });

const MESSAGES: readonly Example[] = [
  message("A text", { type: "text", text: { body: "Hello!", preview_url: false } }),
  message("A quote", { context: { message_id: "wamid.…" }, type: "text", text: { body: "This one?" } }),
  message("A picture by its link", {
    type: "image",
    image: { link: "https://shop.example/tea.jpg", caption: "Our tea" },
  }),
  message("A document by its id", {
    type: "document",
    document: { id: "1234567890123456", filename: "bill.pdf" },
  }),
  message("A reaction", { type: "reaction", reaction: { message_id: "wamid.…", emoji: "👍" } }),
  message("A place", {
    type: "location",
    location: { latitude: 52.52, longitude: 13.405, name: "Tea shop", address: "Alexanderplatz, Berlin" },
  }),
  message("A contact", {
    type: "contacts",
    contacts: [{ name: { formatted_name: "Ann Lee" }, phones: [{ phone: "+493012345", type: "WORK" }] }],
  }),
  interactive("Buttons", {
    type: "button",
    body: { text: "Do you want it today?" },
    action: {
      buttons: [
        { type: "reply", reply: { id: "yes", title: "Yes" } },
        { type: "reply", reply: { id: "no", title: "No" } },
      ],
    },
  }),
  interactive("A list", {
    type: "list",
    body: { text: "Which tea?" },
    action: {
      button: "Choose",
      sections: [{ rows: [{ id: "green", title: "Green tea", description: "From Uji" }] }],
    },
  }),
  interactive("A link as a button", {
    type: "cta_url",
    body: { text: "Your order" },
    action: { name: "cta_url", parameters: { display_text: "Follow it", url: "https://shop.example/o/77" } },
  }),
  interactive("A request for a place", {
    type: "location_request_message",
    body: { text: "Where shall we bring it?" },
    action: { name: "send_location" },
  }),
  message("A template", {
    type: "template",
    template: {
      name: "order_update",
      language: { code: "en_US" },
      components: [{ type: "body", parameters: [{ type: "text", text: "Ann" }] }],
    },
  }),
  {
    name: "Read, and typing",
    body: {
      messaging_product: "whatsapp",
      status: "read",
      message_id: "wamid.…",
      typing_indicator: { type: "text" },
    },
  },
];

/** By an endpoint's id. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  "POST /{phone-id}/messages": MESSAGES,
  "POST /{phone-id}/media": [
    { name: "A picture", form: { messaging_product: "whatsapp", type: "image/jpeg", file: "@tea.jpg" } },
  ],
  "GET /{phone-id}": [
    { name: "Some fields", query: { fields: "display_phone_number,verified_name,throughput" } },
  ],
  "GET /{waba-id}/message_templates": [
    { name: "Those that are approved", query: { status: "APPROVED", limit: "50" } },
  ],
  "POST /{waba-id}/message_templates": [
    {
      name: "One with a variable",
      body: {
        name: "order_update",
        language: "en_US",
        category: "UTILITY",
        components: [
          { type: "BODY", text: "Hi {{1}}, your order is on its way.", example: { body_text: [["Ann"]] } },
        ],
      },
    },
  ],
  "DELETE /{waba-id}/message_templates": [{ name: "All of a name", query: { name: "order_update" } }],
  "POST /{waba-id}/subscribed_apps": [
    {
      name: "With an address of its own",
      body: { override_callback_uri: "https://bot.example/hook", verify_token: "a word of yours" },
    },
  ],
  "DELETE /{phone-id}/block_users": [
    {
      name: "A customer",
      body: { messaging_product: "whatsapp", block_users: [{ user: "+4915112345678" }] },
    },
  ],
  "POST /{phone-id}/block_users": [
    {
      name: "A customer",
      body: { messaging_product: "whatsapp", block_users: [{ user: "+4915112345678" }] },
    },
  ],
  "POST /{phone-id}/whatsapp_business_profile": [
    { name: "What customers read", body: { messaging_product: "whatsapp", about: "Tea since 1910" } },
  ],
  "GET /debug_token": [{ name: "A token", query: { input_token: "TOKEN" } }],
};
