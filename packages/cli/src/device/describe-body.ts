import type { Attachment, Interactive, MessageBody } from "@culver/client";

/** What a message holds, as fields of its line; undefined for what nobody has written. */
export function describeBody(
  body: MessageBody,
): ({ readonly text: string } & Readonly<Record<string, unknown>>) | undefined {
  switch (body.kind) {
    case "text":
      return { text: body.text };
    case "attachment":
      return { kind: body.kind, text: body.text, attachment: describeFile(body.attachment) };
    case "place":
      return { kind: body.kind, text: body.place.name ?? body.place.address ?? "", place: body.place };
    case "contacts":
      return {
        kind: body.kind,
        text: body.contacts.map(({ name }) => name).join(", "),
        contacts: body.contacts,
      };
    case "interactive":
      return { kind: body.kind, ...describeInteractive(body.interactive), answered: body.answered };
    case "choice":
      return { kind: body.kind, text: body.choice.title, choice: body.choice };
    default:
      return undefined;
  }
}

/** What can be chosen apart from what can only be opened, called or copied. */
function describeInteractive({ header, text, footer, actions, list }: Interactive<Attachment>) {
  const buttons = actions.flatMap((action) => (action.kind === "reply" ? [action.choice] : []));
  const rows = list?.sections.flatMap((section) => section.rows) ?? [];
  return {
    text,
    header: header?.kind === "attachment" ? { attachment: describeFile(header.attachment) } : header,
    footer,
    choices: [...buttons, ...rows],
    actions: actions.filter(({ kind }) => kind !== "reply"),
  };
}

function describeFile({ kind, name, type, size, voice }: Attachment) {
  return { kind, name, type, size, voice };
}
