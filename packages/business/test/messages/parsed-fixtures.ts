import type { MessageContent } from "../../src/messages/index.ts";

/** What each of CONTENTS is read as, in the same order. */
export const PARSED: readonly MessageContent[] = [
  {
    type: "text",
    body: "Hi",
    previewUrl: false,
  },
  {
    type: "text",
    body: "https://example.org",
    previewUrl: true,
  },
  {
    type: "image",
    media: {
      source: {
        kind: "id",
        id: "123",
      },
      caption: "A cat",
    },
  },
  {
    type: "image",
    media: {
      source: {
        kind: "link",
        link: "https://example.org/a.png",
      },
    },
  },
  {
    type: "video",
    media: {
      source: {
        kind: "id",
        id: "123",
      },
    },
  },
  {
    type: "audio",
    media: {
      source: {
        kind: "id",
        id: "123",
      },
      voice: true,
    },
  },
  {
    type: "document",
    media: {
      source: {
        kind: "link",
        link: "http://example.org/a.pdf",
      },
      caption: "Bill",
      filename: "bill.pdf",
    },
  },
  {
    type: "sticker",
    media: {
      source: {
        kind: "id",
        id: "123",
      },
    },
  },
  {
    type: "reaction",
    messageId: "wamid.AA==",
    emoji: "👍🏽",
  },
  {
    type: "reaction",
    messageId: "wamid.AA==",
  },
  {
    type: "location",
    location: {
      latitude: 52.52,
      longitude: 13.405,
      name: "Berlin",
      address: "Mitte",
    },
  },
  {
    type: "contacts",
    contacts: [
      {
        name: {
          formatted_name: "Ann Doe",
          first_name: "Ann",
        },
        phones: [
          {
            phone: "+49 170 1",
            type: "WORK",
            wa_id: "491701",
          },
        ],
        emails: [
          {
            email: "ann@example.org",
            type: "HOME",
          },
        ],
        addresses: [
          {
            street: "Way 1",
            city: "Rome",
            zip: "123",
            country_code: "it",
          },
        ],
        org: {
          company: "Doe",
          title: "Head",
        },
        urls: [
          {
            url: "https://example.org",
            type: "WORK",
          },
        ],
        birthday: "1990-02-03",
      },
    ],
  },
  {
    type: "interactive",
    interactive: {
      kind: "button",
      header: {
        kind: "image",
        media: {
          source: {
            kind: "link",
            link: "https://example.org/a.png",
          },
        },
      },
      body: "Come?",
      footer: "Answer by noon",
      buttons: [
        {
          id: "y",
          title: "Yes",
        },
        {
          id: "n",
          title: "No",
        },
      ],
    },
  },
  {
    type: "interactive",
    interactive: {
      kind: "list",
      header: {
        kind: "text",
        text: "Menu",
      },
      body: "What?",
      button: "Choose",
      sections: [
        {
          title: "Hot",
          rows: [
            {
              id: "t",
              title: "Tea",
              description: "Green",
            },
          ],
        },
        {
          title: "Cold",
          rows: [
            {
              id: "w",
              title: "Water",
            },
          ],
        },
      ],
    },
  },
  {
    type: "interactive",
    interactive: {
      kind: "cta_url",
      body: "See",
      displayText: "Open",
      url: "https://example.org",
    },
  },
  {
    type: "interactive",
    interactive: {
      kind: "location_request_message",
      body: "Where?",
    },
  },
  {
    type: "template",
    template: {
      name: "hello_world",
      language: "en_US",
      components: [],
    },
  },
  {
    type: "template",
    template: {
      name: "order",
      language: "en",
      components: [
        {
          kind: "header",
          parameters: [
            {
              type: "image",
              media: {
                source: {
                  kind: "id",
                  id: "1",
                },
              },
            },
          ],
        },
        {
          kind: "body",
          parameters: [
            {
              type: "text",
              text: "Ann",
              name: "who",
            },
            {
              type: "currency",
              text: "$1",
            },
            {
              type: "date_time",
              text: "May 1",
            },
          ],
        },
        {
          kind: "button",
          subType: "quick_reply",
          index: 0,
          parameters: [
            {
              type: "payload",
              payload: "p",
            },
          ],
        },
        {
          kind: "button",
          subType: "url",
          index: 1,
          parameters: [
            {
              type: "text",
              text: "x",
            },
          ],
        },
        {
          kind: "button",
          subType: "copy_code",
          index: 2,
          parameters: [
            {
              type: "coupon_code",
              code: "SAVE",
            },
          ],
        },
        {
          kind: "header",
          parameters: [
            {
              type: "location",
              location: {
                latitude: 1,
                longitude: 2,
              },
            },
          ],
        },
      ],
    },
  },
];
