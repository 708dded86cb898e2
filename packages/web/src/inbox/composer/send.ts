import type { ItemBody, ItemView, ThreadView } from "@culver/business/inbox-api";
import { inboxWords } from "../../words/inbox.ts";
import type { Inbox } from "../app/inbox.ts";
import { bodyPreview } from "../lib/body-preview.ts";

/** The largest file that is taken. Octets. */
const largestFile = 100_000_000;

export function sendText(
  inbox: Inbox,
  { id, channel }: ThreadView,
  text: string,
  answered: ItemView | undefined,
): void {
  void inbox.timeline.post(
    {
      body: { kind: "text", text },
      direction: "out",
      channel,
      quote: answered === undefined ? undefined : { id: answered.id, text: bodyPreview(answered.body) },
    },
    () =>
      inbox.client.send(id, {
        kind: "text",
        text,
        channel,
        ...(answered !== undefined && { quotes: answered.id }),
      }),
  );
}

export function sendNote(inbox: Inbox, text: string): void {
  const { thread } = inbox.timeline.get();
  if (thread === undefined) return;
  void inbox.timeline.post({ body: { kind: "note", text }, direction: "inside" }, () =>
    inbox.client.note(thread, text),
  );
}

function shapeOf(type: string): Extract<ItemBody, { kind: "file" }>["shape"] {
  const kind = type.split("/")[0];
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "document";
}

/** Uploads each file and sends it; an upload that is done is not made again when the sending is. */
export function sendFiles(inbox: Inbox, thread: ThreadView, files: readonly File[]): void {
  for (const file of files) {
    if (file.size > largestFile) {
      inbox.toasts.show(inboxWords.composer.tooLarge, { danger: true });
      continue;
    }
    let media: string | undefined;
    void inbox.timeline.post(
      {
        body: {
          kind: "file",
          shape: shapeOf(file.type),
          file: { url: "", type: file.type, size: file.size, name: file.name },
          text: "",
          isVoice: false,
        },
        direction: "out",
        channel: thread.channel,
      },
      async (progress) => {
        media ??= (await inbox.client.upload(thread.id, file, progress)).media;
        return inbox.client.send(thread.id, { kind: "file", media });
      },
    );
  }
}

export function sendButtons(
  inbox: Inbox,
  thread: ThreadView,
  text: string,
  buttons: readonly string[],
): void {
  void inbox.timeline.post(
    {
      body: {
        kind: "interactive",
        text,
        buttons: buttons.map((title) => ({ kind: "reply", title })),
      },
      direction: "out",
      channel: thread.channel,
    },
    () => inbox.client.send(thread.id, { kind: "buttons", text, buttons }),
  );
}
