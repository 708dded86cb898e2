/** Where the octets of a medium are: uploaded before, or to be fetched (section 3). */
export type MediaSource =
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "link"; readonly link: string };

export type MediaType = "image" | "video" | "audio" | "document" | "sticker";

/** A medium to send. */
export interface Media {
  readonly source: MediaSource;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  /** A voice message rather than a file of sound. */
  readonly voice?: boolean | undefined;
}

/** A place, degrees of WGS 84. */
export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
}

/** A card of a contact, with the Cloud API's own names: it goes out to webhooks as it came in. */
export interface ContactCard {
  readonly name: {
    readonly formatted_name: string;
    readonly first_name?: string | undefined;
    readonly last_name?: string | undefined;
    readonly middle_name?: string | undefined;
    readonly prefix?: string | undefined;
    readonly suffix?: string | undefined;
  };
  readonly phones?:
    | readonly {
        readonly phone?: string | undefined;
        readonly type?: string | undefined;
        readonly wa_id?: string | undefined;
      }[]
    | undefined;
  readonly emails?:
    | readonly { readonly email?: string | undefined; readonly type?: string | undefined }[]
    | undefined;
  readonly addresses?:
    | readonly {
        readonly street?: string | undefined;
        readonly city?: string | undefined;
        readonly state?: string | undefined;
        readonly zip?: string | undefined;
        readonly country?: string | undefined;
        readonly country_code?: string | undefined;
        readonly type?: string | undefined;
      }[]
    | undefined;
  readonly org?:
    | {
        readonly company?: string | undefined;
        readonly department?: string | undefined;
        readonly title?: string | undefined;
      }
    | undefined;
  readonly urls?:
    | readonly { readonly url?: string | undefined; readonly type?: string | undefined }[]
    | undefined;
  readonly birthday?: string | undefined;
}

export type InteractiveHeader =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image" | "video" | "document"; readonly media: Media };

export interface ReplyButton {
  readonly id: string;
  readonly title: string;
}

export interface ListRow extends ReplyButton {
  readonly description?: string | undefined;
}

export interface ListSection {
  readonly title?: string | undefined;
  readonly rows: readonly ListRow[];
}

interface InteractiveFrame {
  readonly header?: InteractiveHeader | undefined;
  readonly body: string;
  readonly footer?: string | undefined;
}

/** An interactive message (section 3). */
export type Interactive = InteractiveFrame &
  (
    | { readonly kind: "button"; readonly buttons: readonly ReplyButton[] }
    | { readonly kind: "list"; readonly button: string; readonly sections: readonly ListSection[] }
    | { readonly kind: "cta_url"; readonly displayText: string; readonly url: string }
    | { readonly kind: "location_request_message" }
  );

/** A value for one variable, header or button of a template (section 3). */
export type TemplateParameter =
  | { readonly type: "text"; readonly text: string; readonly name?: string | undefined }
  | { readonly type: "currency" | "date_time"; readonly text: string; readonly name?: string | undefined }
  | { readonly type: "image" | "video" | "document"; readonly media: Media }
  | { readonly type: "location"; readonly location: Location }
  | { readonly type: "payload"; readonly payload: string }
  | { readonly type: "coupon_code"; readonly code: string };

export type TemplateButtonKind = "quick_reply" | "url" | "copy_code";

export type TemplateComponent =
  | { readonly kind: "header" | "body"; readonly parameters: readonly TemplateParameter[] }
  | {
      readonly kind: "button";
      readonly subType: TemplateButtonKind;
      readonly index: number;
      readonly parameters: readonly TemplateParameter[];
    };

/** Which template, and what to fill it with. */
export interface TemplateSend {
  readonly name: string;
  /** As templates have it: "en", "pt_BR". */
  readonly language: string;
  readonly components: readonly TemplateComponent[];
}

/** What a message says, by its type (section 3). */
export type MessageContent =
  | { readonly type: "text"; readonly body: string; readonly previewUrl: boolean }
  | { readonly type: MediaType; readonly media: Media }
  /** No emoji: an earlier reaction is taken back. */
  | { readonly type: "reaction"; readonly messageId: string; readonly emoji?: string | undefined }
  | { readonly type: "location"; readonly location: Location }
  | { readonly type: "contacts"; readonly contacts: readonly ContactCard[] }
  | { readonly type: "interactive"; readonly interactive: Interactive }
  | { readonly type: "template"; readonly template: TemplateSend };

export type MessageType = MessageContent["type"];

/** Every type there is; the part of a request that says what a message holds is named as its type. */
export const messageTypes: readonly MessageType[] = [
  "text",
  "image",
  "video",
  "audio",
  "document",
  "sticker",
  "reaction",
  "location",
  "contacts",
  "interactive",
  "template",
];
