import type { AgentMessage } from "../../inbox-api.ts";
import type {
  Accounts,
  Engine,
  MediaStore,
  OutgoingContent,
  TemplateDesk,
  Templates,
  Thread,
} from "../../model/index.ts";
import { badRequest, refused } from "../errors.ts";
import { mediaKind } from "./media-kind.ts";
import { templateComponents } from "./template-values.ts";

export interface AgentContentOptions {
  readonly accounts: Pick<Accounts, "number">;
  readonly engine: Pick<Engine, "message">;
  readonly media: Pick<MediaStore, "find">;
  readonly templates: Templates;
  readonly templateDesk: Pick<TemplateDesk, "list">;
}

/** What an agent's message says, as the engine sends it. @throws InboxError, GraphError */
export async function agentContent(
  options: AgentContentOptions,
  business: string,
  thread: Thread,
  message: AgentMessage,
): Promise<OutgoingContent> {
  switch (message.kind) {
    case "text":
      return { type: "text", body: message.text, previewUrl: false };
    case "file":
      return fileContent(options, business, message);
    case "buttons": {
      const { text, buttons } = message;
      if (new Set(buttons).size !== buttons.length) throw badRequest("Two buttons have the same words.");
      const titled = buttons.map((title, index) => ({ id: `button-${index + 1}`, title }));
      return { type: "interactive", interactive: { kind: "button", body: text, buttons: titled } };
    }
    case "reaction": {
      const about = await options.engine.message(message.message);
      if (about?.thread !== thread.id) throw badRequest("There is no such message in this chat.");
      return { type: "reaction", messageId: message.message, emoji: message.emoji || undefined };
    }
    case "template": {
      const { name, language, values } = message;
      const views = await options.templateDesk.list(business);
      const view = views.find((each) => each.name === name && each.language === language);
      if (view === undefined) throw refused("There is no template of this name in this language.");
      const components = templateComponents(view, values);
      const filled = await options.templates.fill(business, { name, language, components });
      return { type: "template", ...filled };
    }
  }
}

async function fileContent(
  { accounts, media }: AgentContentOptions,
  business: string,
  { media: id, text, isVoice }: Extract<AgentMessage, { kind: "file" }>,
): Promise<OutgoingContent> {
  const file = await media.find(id);
  if (file === undefined || accounts.number(file.number)?.business !== business) {
    throw badRequest("There is no such file.");
  }
  const type = mediaKind(file.type);
  if (text && (type === "audio" || type === "sticker")) {
    throw refused("Sounds and stickers carry no words: send them apart.");
  }
  return {
    type,
    media: {
      source: { kind: "id", id },
      ...(text ? { caption: text } : {}),
      ...(type === "document" && file.filename !== undefined ? { filename: file.filename } : {}),
      ...(type === "audio" && isVoice ? { voice: true } : {}),
    },
  };
}
