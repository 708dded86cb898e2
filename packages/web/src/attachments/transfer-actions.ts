import type { Attachment, Message } from "@culver/client";
import type { App } from "../app/app.ts";
import { words } from "../words/index.ts";

function tell(app: App): (error: unknown) => void {
  return (error) =>
    app.toasts.show(error instanceof Error ? error.message : words.message.acted, { danger: true });
}

export function fetchFile(app: App, { conversation, id }: Message): void {
  app.client.download(conversation, id).catch(tell(app));
}

/** The one thing that can be done about where the bytes are; undefined when there is nothing. */
export function transferAction(
  app: App,
  message: Message,
  { transfer }: Attachment,
): (() => void) | undefined {
  const { conversation, id, outgoing } = message;
  switch (transfer.state) {
    case "uploading":
    case "downloading":
      return () => void app.client.cancelTransfer(conversation, id).catch(tell(app));
    case "remote":
      return () => fetchFile(app, message);
    case "failed":
    case "cancelled":
      return outgoing && message.status === "failed"
        ? () => void app.client.retry(conversation, id).catch(tell(app))
        : () => fetchFile(app, message);
    case "ready":
    case "expired":
      return undefined;
  }
}
