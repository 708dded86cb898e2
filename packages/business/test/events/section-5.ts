/** Section 5 of the specification, written out by hand: what receivers of webhooks expect. */

/** The body around one value. */
export const FRAME = (value: Record<string, unknown>) => ({
  object: "whatsapp_business_account",
  entry: [
    {
      id: "102290129340398",
      changes: [
        {
          field: "messages",
          value: {
            messaging_product: "whatsapp",
            metadata: { display_phone_number: "15551234567", phone_number_id: "111222333" },
            ...value,
          },
        },
      ],
    },
  ],
});

const message = (type: string, rest: Record<string, unknown>) => ({
  from: "491701234567",
  id: "wamid.BB==",
  timestamp: "1760000000",
  type,
  ...rest,
});

/** M. */
export const MESSAGES = {
  text: message("text", { text: { body: "Hi" } }),
  image: message("image", {
    image: { id: "9", mime_type: "image/jpeg", sha256: "aGFzaA==", caption: "A cat" },
  }),
  voice: message("audio", {
    audio: { id: "9", mime_type: "audio/ogg; codecs=opus", sha256: "aGFzaA==", voice: true },
  }),
  document: message("document", {
    document: { id: "9", mime_type: "application/pdf", sha256: "aGFzaA==", filename: "a.pdf" },
  }),
  sticker: message("sticker", {
    sticker: { id: "9", mime_type: "image/webp", sha256: "aGFzaA==", animated: false },
  }),
  location: message("location", { location: { latitude: 52.5, longitude: 13.4, name: "Tower" } }),
  contacts: message("contacts", {
    contacts: [{ name: { formatted_name: "Bob" }, phones: [{ phone: "+1", wa_id: "1" }] }],
  }),
  reaction: message("reaction", { reaction: { message_id: "wamid.AA==", emoji: "👍" } }),
  reactionRemoved: message("reaction", { reaction: { message_id: "wamid.AA==" } }),
  buttonReply: message("interactive", {
    interactive: { type: "button_reply", button_reply: { id: "y", title: "Yes" } },
  }),
  listReply: message("interactive", {
    interactive: { type: "list_reply", list_reply: { id: "t", title: "Tea", description: "Green" } },
  }),
  button: message("button", { button: { payload: "p", text: "Stop" } }),
  system: message("system", {
    system: { body: "Ann changed her number", type: "user_changed_number", wa_id: "491709999999" },
  }),
  unsupported: message("unsupported", {
    errors: [
      {
        code: 131051,
        title: "Unsupported message type",
        message: "Unsupported message type",
        error_data: { details: "This message type is not supported." },
        href: "https://errors.example/",
      },
    ],
  }),
};

const free = { billable: false, pricing_model: "PMP", type: "regular", category: "service" };
const status = (name: string, rest: Record<string, unknown> = {}) => ({
  id: "wamid.BB==",
  status: name,
  timestamp: "1760000000",
  recipient_id: "491701234567",
  ...rest,
});
const { recipient_id: _, ...withoutNumber } = status("delivered");

/** S. */
export const STATUSES = {
  sent: status("sent", {
    biz_opaque_callback_data: "order-7",
    conversation: { id: "c1", expiration_timestamp: "1760086400", origin: { type: "service" } },
    pricing: free,
  }),
  delivered: status("delivered", { pricing: free }),
  read: status("read", { pricing: { billable: true, pricing_model: "CBP", category: "service" } }),
  failed: status("failed", {
    errors: [
      {
        code: 131047,
        title: "Re-engagement message",
        message: "Re-engagement message",
        error_data: { details: "More than 24 hours." },
        href: "https://errors.example/",
      },
    ],
  }),
  group: status("read", {
    recipient_id: "g1",
    recipient_type: "group",
    recipient_participant_id: "491701234567",
    pricing: free,
  }),
  user: { ...withoutNumber, recipient_user_id: "DE.abc1", pricing: free },
};
