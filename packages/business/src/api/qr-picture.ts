import { createHash } from "node:crypto";
import QRCode from "qrcode";
import { GraphError } from "../graph/index.ts";
import { gone } from "./download.ts";
import type { ApiContext } from "./options.ts";
import { findAnyChatLink } from "./store/chat-links.ts";

/** Where the pictures of links to a chat are. */
export const QR_PATH = "/business/qr/";

/** As `generate_qr_image` names them. */
export const QR_FORMATS = ["SVG", "PNG"] as const;
export type QrFormat = (typeof QR_FORMATS)[number];

/** How long a picture may be kept without asking again, seconds: a link's text can be changed. */
const KEEP_S = 300;
/** Pixels of a side. */
const WIDTH = 1_024;

export const qrPictureUrl = (publicUrl: string, code: string, format: QrFormat): string =>
  `${publicUrl}${QR_PATH}${code}.${format.toLowerCase()}`;

/** @param link what the picture holds */
async function drawn(link: string, type: "svg" | "png"): Promise<Uint8Array<ArrayBuffer>> {
  const look = { errorCorrectionLevel: "M", margin: 4, width: WIDTH } as const;
  return type === "svg"
    ? new TextEncoder().encode(await QRCode.toString(link, { ...look, type: "svg" }))
    : new Uint8Array(await QRCode.toBuffer(link, { ...look, type: "png" }));
}

/**
 * The picture of a link to a chat (section 2's `message_qrdls`). Nobody needs a token: it holds the link and nothing else,
 * and its name cannot be guessed. 404 for a link that there is not, or not any more.
 */
export async function serveQrPicture(request: Request, url: URL, context: ApiContext): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new GraphError(100, { message: "(#100) Unsupported method", details: "Use GET." });
  }
  const [, code, type] = /^([A-Z2-7]{14})\.(svg|png)$/.exec(url.pathname.slice(QR_PATH.length)) ?? [];
  const link = code === undefined ? undefined : await findAnyChatLink(context.database, code);
  const number = link && context.accounts.number(link.number);
  if (link === undefined || number === undefined) return gone(context);
  const address = context.chatLink(number.number, link.text);
  const etag = `"${createHash("sha256").update(`${type} ${address}`).digest("base64url").slice(0, 22)}"`;
  const headers = {
    etag,
    "cache-control": `public, max-age=${KEEP_S}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const picture = await drawn(address, type === "png" ? "png" : "svg");
  return new Response(request.method === "HEAD" ? null : picture, {
    headers: {
      ...headers,
      "content-type": type === "png" ? "image/png" : "image/svg+xml",
      "content-length": String(picture.length),
    },
  });
}
