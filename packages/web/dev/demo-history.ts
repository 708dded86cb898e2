import type { Contact, Message, MessageBody } from "@culver/client";
import { self } from "./demo-people.ts";
import { texts } from "./demo-texts.ts";

const minute = 60_000;

/** The id of the conversation with somebody. */
export function conversationId(account: string): string {
  return `p.${[account, self.account].sort().join(".")}`;
}

export interface Line {
  readonly own: boolean;
  readonly at: number;
  readonly body: MessageBody;
  readonly extra?: Partial<Message>;
}

export function messageOf(peer: Contact, position: number, { own, at, body, extra }: Line): Message {
  return {
    id: `m${position.toString(36).padStart(5, "0")}${peer.account}`,
    conversation: conversationId(peer.account),
    author: own ? self.account : peer.account,
    outgoing: own,
    position,
    at,
    status: own ? "read" : "received",
    body,
    reactions: [],
    starred: false,
    ...extra,
  };
}

export function say(own: boolean, at: number, text: string, extra?: Partial<Message>): Line {
  return { own, at, body: { kind: "text", text }, ...(extra !== undefined && { extra }) };
}

/** The chat that shows every state. */
function showcase(peer: Contact, now: number): Line[] {
  const today = now - 50 * minute;
  const yesterday = now - 26 * 60 * minute;
  return [
    { own: false, at: yesterday - 40 * minute, body: { kind: "notice", notice: { type: "encrypted" } } },
    say(false, yesterday, "Morning! Are we still walking the coast path this weekend?"),
    say(true, yesterday + minute, "Yes 🎉", {}),
    say(
      true,
      yesterday + minute,
      "I looked at the map: *Sennen to Porthcurno*, about 11 km, with a café _exactly_ half way",
    ),
    say(false, yesterday + 4 * minute, "Half way is the correct place for a café"),
    say(false, yesterday + 4 * minute, "What should I bring?", {
      reactions: [{ emoji: "👍", authors: [self.account] }],
    }),
    {
      own: false,
      at: yesterday + 12 * minute,
      body: { kind: "notice", notice: { type: "verified", account: peer.account } },
    },
    say(
      true,
      today,
      "Just water and a jacket. The forecast says showers ~all day~ until noon: https://weather.example.org/sennen",
      {
        editedAt: today + minute,
        starred: true,
      },
    ),
    say(false, today + 2 * minute, "☔️"),
    say(
      false,
      today + 6 * minute,
      "Do you know if the bus back runs on Sundays? I could only find the summer timetable, and it has that little asterisk next to every single departure.",
    ),
    say(true, today + 9 * minute, "It does, every two hours. `15:10` and `17:10` from the car park", {
      replyTo: {
        id: `m00009${peer.account}`,
        author: peer.account,
        preview: "Do you know if the bus back runs on Sundays? I could only find the summer timetable",
      },
      reactions: [
        { emoji: "❤️", authors: [peer.account] },
        { emoji: "🎉", authors: [peer.account, self.account] },
      ],
    }),
    { own: false, at: today + 20 * minute, body: { kind: "undecryptable", since: now } },
    { own: true, at: today + 22 * minute, body: { kind: "deleted" } },
    say(false, today + 30 * minute, "Found a photo of the café, it has a dog. Decision made", {}),
    say(true, today + 33 * minute, "Say no more", { status: "read" }),
    say(true, today + 34 * minute, "I’ll book the room for Friday then", { status: "delivered" }),
  ];
}

function ordinary(peer: Contact, index: number, now: number, count: number): Line[] {
  const end = now - index * index * 1.1 * minute - index * 7 * minute - 3 * minute;
  const lines: Line[] = [
    { own: false, at: end - count * 37 * minute, body: { kind: "notice", notice: { type: "encrypted" } } },
  ];
  for (let step = 1; step < count; step += 1) {
    const burst = step % 5 < 2 ? 1 : 37;
    const at = end - (count - 1 - step) * burst * minute;
    lines.push(
      say((step * 3 + index) % 5 < 2, Math.min(at, end), texts[(step + index * 4) % texts.length] ?? "Hello"),
    );
  }
  lines.sort((a, b) => a.at - b.at);
  if (index === 4)
    lines.push({
      own: false,
      at: end + minute,
      body: { kind: "notice", notice: { type: "account-key-changed", account: peer.account } },
    });
  if (index === 2)
    lines.push(
      say(true, now - 2 * minute, "Can you call me back?", {
        status: "failed",
        failure: "The server could not be reached for a day.",
      }),
    );
  if (index === 12)
    lines.push(
      say(false, now - 9 * 60 * minute, "שלום! נתראה מחר בשעה 10:00 ליד הכניסה?"),
      say(true, now - 8.9 * 60 * minute, "Yes, see you at the entrance"),
    );
  if (index === 13) lines.push(say(false, now - 10 * 60 * minute, "مساء الخير، هل وصلت الرسالة؟"));
  return lines;
}

/** What was said with the `index`-th person: a hundred lines with most, a few thousand with the second. */
export function historyWith(peer: Contact, index: number, now: number): Message[] {
  const lines =
    index === 0
      ? showcase(peer, now)
      : ordinary(peer, index, now, index === 1 ? 5_000 : 12 + ((index * 13) % 60));
  return lines.map((line, position) => messageOf(peer, position, line));
}
