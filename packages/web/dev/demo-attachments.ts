import type { Attachment, Contact, Message, Transfer } from "@culver/client";
import { type Line, messageOf, say } from "./demo-history.ts";
import type { DemoMedia } from "./demo-media.ts";

const minute = 60_000;
const remote: Transfer = { state: "remote" };
const ready: Transfer = { state: "ready" };

/** An attachment of the demonstration and the file behind it. */
interface Sample {
  readonly attachment: Omit<Attachment, "transfer">;
  readonly file: Blob;
}

function samples(
  media: DemoMedia,
): Record<"coast" | "cafe" | "bay" | "voice" | "tickets" | "drawing", Sample> {
  return {
    coast: {
      file: media.coast,
      attachment: {
        kind: "image",
        name: "coast-path.jpg",
        type: "image/jpeg",
        size: media.coast.size,
        width: 1_600,
        height: 1_066,
        preview: media.previews.coast,
      },
    },
    cafe: {
      file: media.cafe,
      attachment: {
        kind: "image",
        name: "IMG_2041.jpg",
        type: "image/jpeg",
        size: media.cafe.size,
        width: 900,
        height: 1_200,
        preview: media.previews.cafe,
      },
    },
    bay: {
      file: media.bay,
      attachment: {
        kind: "video",
        name: "bay.webm",
        type: "video/webm",
        size: media.bay.size,
        width: 320,
        height: 180,
        durationMs: 3_000,
        preview: media.previews.bay,
      },
    },
    voice: {
      file: media.voice,
      attachment: {
        kind: "audio",
        name: "humming.wav",
        type: "audio/wav",
        size: media.voice.size,
        durationMs: 4_200,
      },
    },
    tickets: {
      file: media.tickets,
      attachment: {
        kind: "document",
        name: "Tickets Penzance–Sennen.pdf",
        type: "application/pdf",
        size: 184_320,
      },
    },
    drawing: {
      file: new Blob(["<svg xmlns='http://www.w3.org/2000/svg'/>"], { type: "image/svg+xml" }),
      attachment: {
        kind: "document",
        name: "a-name-that-is-much-longer-than-any-bubble-is-wide-and-still-has-to-fit-somehow.svg",
        type: "image/svg+xml",
        size: 41,
      },
    },
  };
}

/** A chat with files of every kind in every state; `files` gets what can be fetched. */
export function attachmentHistory(
  peer: Contact,
  now: number,
  media: DemoMedia,
  files: Map<string, Blob>,
): Message[] {
  const all = samples(media);
  const start = now - 95 * minute;
  const file = (
    own: boolean,
    at: number,
    name: keyof typeof all,
    transfer: Transfer,
    text = "",
    extra: Partial<Message> = {},
  ) => ({
    own,
    at,
    body: { kind: "attachment" as const, attachment: { ...all[name].attachment, transfer }, text },
    extra,
    name,
  });
  const big = { ...all.coast.attachment, size: 18_400_000, name: "panorama.jpg", width: 1_600, height: 700 };
  const lines: readonly (Line & { readonly name?: keyof typeof all })[] = [
    { own: false, at: start, body: { kind: "notice" as const, notice: { type: "encrypted" as const } } },
    say(false, start + minute, "The photos from Sennen, as promised"),
    file(false, start + 2 * minute, "coast", remote, "From the top of the second hill"),
    file(false, start + 2 * minute, "cafe", remote, "", {
      reactions: [{ emoji: "❤️", authors: [peer.account] }],
    }),
    file(true, start + 6 * minute, "cafe", ready, "This is the one with the dog", { status: "read" }),
    file(false, start + 9 * minute, "bay", remote),
    file(true, start + 11 * minute, "bay", ready, "Mine came out *steadier*"),
    file(false, start + 14 * minute, "voice", remote),
    file(true, start + 15 * minute, "voice", ready),
    file(false, start + 18 * minute, "tickets", remote, "Print these, please"),
    file(true, start + 19 * minute, "tickets", ready),
    file(false, start + 20 * minute, "drawing", remote),
    file(false, start + 30 * minute, "coast", { state: "expired" }),
    file(false, start + 31 * minute, "bay", { state: "expired" }),
    {
      ...file(false, start + 32 * minute, "coast", remote),
      body: { kind: "attachment" as const, attachment: { ...big, transfer: remote }, text: "The big one" },
    },
    file(false, start + 33 * minute, "bay", { state: "downloading", done: 21_000, total: 50_000 }),
    file(false, start + 34 * minute, "tickets", {
      state: "failed",
      reason: "The server could not be reached.",
    }),
    file(false, start + 35 * minute, "voice", { state: "cancelled" }),
    file(true, start + 40 * minute, "coast", { state: "uploading", done: 300_000, total: 460_000 }, "", {
      status: "queued",
    }),
    file(true, start + 41 * minute, "tickets", { state: "uploading", done: 60_000, total: 184_320 }, "", {
      status: "queued",
    }),
    file(true, start + 42 * minute, "cafe", { state: "failed", reason: "No connection for a day." }, "", {
      status: "failed",
      failure: "No connection for a day.",
    }),
    file(true, start + 43 * minute, "bay", { state: "cancelled" }, "", { status: "failed" }),
  ];
  return lines.map((line, position) => {
    const message = messageOf(peer, position, line);
    if (line.name !== undefined) files.set(message.id, all[line.name].file);
    return message;
  });
}
