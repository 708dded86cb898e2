import type { Location, Media } from "../messages/content.ts";

export type RenderedHeader =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image" | "video" | "document"; readonly media: Media }
  | { readonly kind: "location"; readonly location: Location };

export type RenderedButton =
  | { readonly kind: "quick_reply"; readonly text: string; readonly payload: string }
  | { readonly kind: "url"; readonly text: string; readonly url: string }
  | { readonly kind: "phone_number"; readonly text: string; readonly phoneNumber: string }
  | { readonly kind: "copy_code"; readonly text: string; readonly code: string };

/** A template with everything filled in: what the customer gets. */
export interface RenderedTemplate {
  readonly name: string;
  readonly language: string;
  readonly header?: RenderedHeader;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly RenderedButton[];
}
