import type { SmsBody, SmsMessage } from "../gateway/message.ts";

/** What is sealed while a message waits: everything that says something about somebody. */
export interface MessageContent
  extends Pick<SmsMessage, "to" | "from" | "body" | "account" | "stickTo" | "voice" | "language"> {
  /** Carriers that had earlier ones in vain, the last one last. */
  readonly avoid?: readonly string[];
}

interface Written extends Omit<MessageContent, "body"> {
  readonly text?: string;
  readonly data?: string;
  readonly port?: number;
}

/** The content's octets, before they are sealed. */
export function encodeContent(content: MessageContent): Uint8Array {
  const { body, to, from, account, stickTo, avoid, voice, language } = content;
  const written: Written = {
    to,
    from,
    ...(account === undefined ? {} : { account }),
    ...(stickTo === undefined ? {} : { stickTo }),
    ...(avoid === undefined ? {} : { avoid }),
    ...(voice ? { voice } : {}),
    ...(language === undefined ? {} : { language }),
    ...(body.kind === "text"
      ? { text: body.text }
      : { data: Buffer.from(body.octets).toString("base64"), port: body.port }),
  };
  return Buffer.from(JSON.stringify(written));
}

export function decodeContent(octets: Uint8Array): MessageContent {
  const { text, data, port = 0, ...rest } = JSON.parse(Buffer.from(octets).toString()) as Written;
  const body: SmsBody =
    data === undefined
      ? { kind: "text", text: text ?? "" }
      : { kind: "data", octets: new Uint8Array(Buffer.from(data, "base64")), port };
  return { ...rest, body };
}
