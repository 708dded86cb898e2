import type { Attachment, Message } from "@culver/client";
import { useEffect, useMemo, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { holdFileUrl } from "./file-urls.ts";

/** The address of the file of a message; undefined while it is not on this device. */
export function useFileUrl(message: Message, attachment: Attachment): string | undefined {
  const app = useApp();
  const [url, setUrl] = useState<string>();
  // What was sent from here is in the store before it has gone out.
  const here = message.outgoing || attachment.transfer.state === "ready";
  const state = attachment.transfer.state === "ready";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the file of a message never changes, but it may come.
  useEffect(() => {
    if (!here) {
      setUrl(undefined);
      return;
    }
    let gone = false;
    const hold = holdFileUrl(app, message, attachment);
    void hold.url.then((found) => gone || setUrl(found));
    return () => {
      gone = true;
      hold.release();
    };
  }, [app, message.conversation, message.id, here, state]);
  return url;
}

function imageType(bytes: Uint8Array): string {
  return bytes[0] === 0xff ? "image/jpeg" : bytes[0] === 0x52 ? "image/webp" : "image/png";
}

/** The address of the small picture that came with a message. */
export function usePreviewUrl(preview: Uint8Array | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same picture comes anew with each event of its message.
  const first = useMemo(() => preview, [preview?.length]);
  useEffect(() => {
    if (first === undefined || first.length === 0) return;
    const made = URL.createObjectURL(new Blob([new Uint8Array(first)], { type: imageType(first) }));
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [first]);
  return url;
}
