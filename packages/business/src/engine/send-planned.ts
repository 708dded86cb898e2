import type { CulverClient, Message } from "@culver/client";
import { GraphError } from "../graph/index.ts";
import type { Files } from "./files.ts";
import { companionStanza } from "./ids.ts";
import { type MessageRow, outgoingContent } from "./message-row.ts";
import type { Planned } from "./plan.ts";
import type { Route } from "./route.ts";
import { clientContent } from "./to-client.ts";

export interface SendingAlone {
  readonly client: CulverClient;
  readonly files: Files;
  readonly number: string;
  readonly route: Route;
  readonly row: MessageRow;
  readonly planned: Planned;
  readonly replyTo: string | undefined;
  readonly stanzaOf: (id: string) => Promise<string | undefined>;
}

/** Gives one message to the device, its file with it. Given twice, it goes once. @throws GraphError, ClientError */
export async function sendPlanned(sending: SendingAlone): Promise<Message | undefined> {
  const { client, files, number, route, row, planned, replyTo } = sending;
  const content = outgoingContent(row);
  if (content.type === "reaction" && route.channel === "app") {
    const target = await sending.stanzaOf(content.messageId);
    if (target === undefined) throw new GraphError(131009);
    await client.react(route.conversation, target, content.emoji ?? "");
    return undefined;
  }
  const options = { id: row.stanza, ...(replyTo !== undefined && { replyTo }) };
  const file = planned.file && (await files.open(number, planned.file.media, planned.file.kind));
  if (route.channel === "app") {
    const whole = clientContent(content, file);
    if (whole === undefined) throw new GraphError(131051);
    return client.send(route.conversation, whole, options);
  }
  if (file !== undefined) {
    const attachment = { kind: "attachment", attachment: file } as const;
    if (planned.content === undefined) return client.send(route.conversation, attachment, options);
    await client.send(route.conversation, attachment, { id: companionStanza(row.stanza) });
  }
  if (planned.content === undefined) throw new GraphError(131051);
  return client.send(route.conversation, planned.content, options);
}
