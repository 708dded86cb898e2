import type { MessageBody, Transfer } from "../api.ts";
import { attachmentView, fileContent, type Reach } from "../attachments/attachment-body.ts";
import type { FileContent, MessageContent, PayloadContent } from "../payload/payload.ts";

const REMOTE: Transfer = { state: "remote" };

export function isMessageContent(content: PayloadContent): content is MessageContent {
  switch (content.kind) {
    case "text":
    case "attachment":
    case "place":
    case "contacts":
    case "interactive":
    case "choice":
      return true;
    default:
      return false;
  }
}

/** What somebody has written: not a notice, a placeholder or what is left of a deleted message. */
export function isWritten({ kind }: MessageBody): boolean {
  return kind !== "deleted" && kind !== "undecryptable" && kind !== "notice";
}

/** A payload as a conversation shows it; its file, if any, is still to be fetched. */
export function bodyOf(content: MessageContent): MessageBody {
  switch (content.kind) {
    case "text":
      return { kind: "text", text: content.text };
    case "attachment":
      return { kind: "attachment", attachment: attachmentView(content, REMOTE), text: content.text };
    case "place":
      return { kind: "place", place: content.place };
    case "contacts":
      return { kind: "contacts", contacts: content.contacts };
    case "choice":
      return { kind: "choice", choice: content.choice };
    case "interactive": {
      const { header, ...rest } = content.interactive;
      const shown =
        header?.kind === "attachment"
          ? { kind: header.kind, attachment: attachmentView(header.attachment, REMOTE) }
          : header;
      const interactive = shown === undefined ? rest : { ...rest, header: shown };
      return { kind: "interactive", interactive, answered: [] };
    }
  }
}

/** The file that a payload speaks of. */
export function fileOf(content: MessageContent): FileContent | undefined {
  if (content.kind === "attachment") return content;
  if (content.kind !== "interactive") return undefined;
  const { header } = content.interactive;
  return header?.kind === "attachment" ? header.attachment : undefined;
}

/**
 * What goes out for a message of the conversation. Undefined for what is no message, and for one whose file `reach` does not
 * tell how to fetch.
 */
export function contentOf(body: MessageBody, reach: Reach | undefined): MessageContent | undefined {
  switch (body.kind) {
    case "attachment":
      return reach === undefined
        ? undefined
        : { kind: "attachment", ...fileContent(body.attachment, reach), text: body.text };
    case "interactive": {
      const { header, ...rest } = body.interactive;
      if (header === undefined) return { kind: "interactive", interactive: rest };
      if (header.kind !== "attachment") return { kind: "interactive", interactive: { ...rest, header } };
      if (reach === undefined) return undefined;
      const attachment = fileContent(header.attachment, reach);
      return { kind: "interactive", interactive: { ...rest, header: { kind: header.kind, attachment } } };
    }
    case "text":
    case "place":
    case "contacts":
    case "choice":
      return body;
    default:
      return undefined;
  }
}
