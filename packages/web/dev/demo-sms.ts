import type { Contact, Conversation, Message, MessageBody, Notice, SmsPeer } from "@culver/client";
import { self } from "./demo-people.ts";

const minute = 60_000;
const from = "+447700900555";

export function smsId(number: string): string {
  return `sms:${number}`;
}

export function smsTitle({ name, number }: SmsPeer): string {
  return name ?? number;
}

/** A line of a chat with a phone. */
export function smsMessage(
  number: string,
  position: number,
  own: boolean,
  at: number,
  body: MessageBody | string,
  extra: Partial<Message> = {},
): Message {
  return {
    id: `s${position.toString(36).padStart(5, "0")}${number}`,
    conversation: smsId(number),
    author: own ? self.account : smsId(number),
    outgoing: own,
    position,
    at,
    status: own ? "delivered" : "received",
    body: typeof body === "string" ? { kind: "text", text: body } : body,
    reactions: [],
    starred: false,
    ...extra,
  };
}

export function smsConversation(sms: SmsPeer, activeAt: number): Conversation {
  return {
    id: smsId(sms.number),
    kind: "sms",
    sms,
    title: smsTitle(sms),
    activeAt,
    unread: 0,
    markedUnread: false,
    pinned: false,
    archived: false,
  };
}

function notice(notice: Notice): MessageBody {
  return { kind: "notice", notice };
}

/** Phones of the demonstration: one that talks, one that has said STOP, one that has joined, one that cannot be reached. */
export function smsHistories(
  now: number,
  joined: Contact | undefined,
): readonly [SmsPeer, readonly Message[]][] {
  const plumber = "+447700901201";
  const stopped = "+447700901202";
  const member = "+447700901203";
  const start = now - 130 * minute;
  return [
    [
      { number: plumber, name: "Dimitri (plumber)", from },
      [
        smsMessage(plumber, 0, false, start, notice({ type: "sms" })),
        smsMessage(
          plumber,
          1,
          true,
          start + minute,
          "Hello, the tap in the kitchen drips again. Could you come by this week?",
        ),
        smsMessage(plumber, 2, false, start + 9 * minute, "Yes. Thursday 9.00 or Friday after 15.00"),
        smsMessage(
          plumber,
          3,
          true,
          start + 12 * minute,
          "Thursday at nine is perfect 🎉🙏 The bell says “Ashe”, second floor on the left. If nobody opens: the neighbour, Mrs Okafor, has a key 🔑, she knows that you are coming and also makes very good coffee ☕️👩‍🍳. There is a parking space behind the house 🚐, number 14, you can leave the van there all day. Thank you so much for finding the time! 😊💧🔧",
        ),
        smsMessage(plumber, 4, false, start + 20 * minute, "👍 See you"),
        smsMessage(plumber, 5, true, now - 22 * minute, "Are you on your way?", {
          status: "failed",
          failure: "The phone is switched off or out of reach.",
        }),
        smsMessage(plumber, 6, true, now - 20 * minute, "No rush, the door is open", { status: "sent" }),
      ],
    ],
    [
      { number: stopped, from, optedOut: true },
      [
        smsMessage(stopped, 0, false, start - 3_000 * minute, notice({ type: "sms" })),
        smsMessage(stopped, 1, true, start - 2_999 * minute, "Hi, is the bicycle still for sale?"),
        smsMessage(stopped, 2, false, start - 2_700 * minute, "STOP"),
        smsMessage(stopped, 3, false, start - 2_700 * minute, notice({ type: "opted-out" })),
      ],
    ],
    [
      { number: member, name: "Nadia Keller", from, ...(joined !== undefined && { joined }) },
      [
        smsMessage(member, 0, false, start - 600 * minute, notice({ type: "sms" })),
        smsMessage(
          member,
          1,
          true,
          start - 599 * minute,
          "Hi Nadia, Robin here. I am on Culver now: https://example.org",
        ),
        smsMessage(member, 2, false, start - 580 * minute, "Oh nice, let me try"),
        ...(joined === undefined
          ? []
          : [
              smsMessage(
                member,
                3,
                false,
                start - 560 * minute,
                notice({ type: "joined", account: joined.account }),
              ),
            ]),
      ],
    ],
  ];
}
