/** Valid requests, one for each thing section 3 lists; `to` and the product are put in by `request`. */
export const CONTENTS: readonly Record<string, unknown>[] = [
  { text: { body: "Hi" } },
  { type: "text", text: { body: "https://example.org", preview_url: true } },
  { type: "image", image: { id: "123", caption: "A cat" } },
  { type: "image", image: { link: "https://example.org/a.png" } },
  { type: "video", video: { id: 123 } },
  { type: "audio", audio: { id: "123", voice: true } },
  { type: "document", document: { link: "http://example.org/a.pdf", caption: "Bill", filename: "bill.pdf" } },
  { type: "sticker", sticker: { id: "123" } },
  { type: "reaction", reaction: { message_id: "wamid.AA==", emoji: "👍🏽" } },
  { type: "reaction", reaction: { message_id: "wamid.AA==", emoji: "" } },
  { type: "location", location: { latitude: "52.52", longitude: 13.405, name: "Berlin", address: "Mitte" } },
  {
    type: "contacts",
    contacts: [
      {
        name: { formatted_name: "Ann Doe", first_name: "Ann" },
        phones: [{ phone: "+49 170 1", type: "WORK", wa_id: "491701" }],
        emails: [{ email: "ann@example.org", type: "HOME" }],
        addresses: [{ street: "Way 1", city: "Rome", zip: 123, country_code: "it" }],
        org: { company: "Doe", title: "Head" },
        urls: [{ url: "https://example.org", type: "WORK" }],
        birthday: "1990-02-03",
      },
    ],
  },
  {
    type: "interactive",
    interactive: {
      type: "button",
      header: { type: "image", image: { link: "https://example.org/a.png" } },
      body: { text: "Come?" },
      footer: { text: "Answer by noon" },
      action: {
        buttons: [
          { type: "reply", reply: { id: "y", title: "Yes" } },
          { type: "reply", reply: { id: "n", title: "No" } },
        ],
      },
    },
  },
  {
    type: "interactive",
    interactive: {
      type: "list",
      header: { type: "text", text: "Menu" },
      body: { text: "What?" },
      action: {
        button: "Choose",
        sections: [
          { title: "Hot", rows: [{ id: "t", title: "Tea", description: "Green" }] },
          { title: "Cold", rows: [{ id: "w", title: "Water" }] },
        ],
      },
    },
  },
  {
    type: "interactive",
    interactive: {
      type: "cta_url",
      body: { text: "See" },
      action: { name: "cta_url", parameters: { display_text: "Open", url: "https://example.org" } },
    },
  },
  {
    type: "interactive",
    interactive: {
      type: "location_request_message",
      body: { text: "Where?" },
      action: { name: "send_location" },
    },
  },
  { type: "template", template: { name: "hello_world", language: { code: "en_US" } } },
  {
    type: "template",
    template: {
      name: "order",
      language: { code: "en", policy: "deterministic" },
      components: [
        { type: "HEADER", parameters: [{ type: "image", image: { id: "1" } }] },
        {
          type: "body",
          parameters: [
            { type: "text", text: "Ann", parameter_name: "who" },
            { type: "currency", currency: { fallback_value: "$1", code: "USD", amount_1000: 1000 } },
            { type: "date_time", date_time: { fallback_value: "May 1" } },
          ],
        },
        {
          type: "button",
          sub_type: "QUICK_REPLY",
          index: 0,
          parameters: [{ type: "payload", payload: "p" }],
        },
        { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "x" }] },
        {
          type: "button",
          sub_type: "copy_code",
          index: "2",
          parameters: [{ type: "coupon_code", coupon_code: "SAVE" }],
        },
        { type: "header", parameters: [{ type: "location", location: { latitude: 1, longitude: 2 } }] },
      ],
    },
  },
];

export const request = (content: Record<string, unknown>): Record<string, unknown> => ({
  messaging_product: "whatsapp",
  to: "+49 170 1234567",
  ...content,
});
