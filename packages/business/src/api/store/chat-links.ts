import { randomBytes } from "node:crypto";
import type { Database } from "@culver/storage";

/** A link that opens a chat with a number, a text already written. */
export interface ChatLink {
  /** 14 letters and digits. */
  readonly code: string;
  readonly text: string;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export async function insertChatLink(
  database: Database,
  number: string,
  text: string,
  now: number,
): Promise<ChatLink> {
  const code = [...randomBytes(14)].map((octet) => LETTERS[octet % LETTERS.length]).join("");
  await database.insertMany(
    "business_chat_links",
    ["code", "number", "text", "created_at"],
    [[code, number, text, now]],
  );
  return { code, text };
}

export async function chatLinksOf(database: Database, number: string): Promise<readonly ChatLink[]> {
  return await database.query<{ code: string; text: string }>(
    "SELECT code, text FROM business_chat_links WHERE number = ? ORDER BY created_at, code",
    [number],
  );
}

export async function findChatLink(
  database: Database,
  number: string,
  code: string,
): Promise<ChatLink | undefined> {
  const [row] = await database.query<{ code: string; text: string }>(
    "SELECT code, text FROM business_chat_links WHERE number = ? AND code = ?",
    [number, code],
  );
  return row;
}

/** Of whatever number. */
export async function findAnyChatLink(
  database: Database,
  code: string,
): Promise<(ChatLink & { readonly number: string }) | undefined> {
  const [row] = await database.query<{ code: string; number: string; text: string }>(
    "SELECT code, number, text FROM business_chat_links WHERE code = ?",
    [code],
  );
  return row;
}

/** Whether there was one. */
export async function updateChatLink(
  database: Database,
  number: string,
  { code, text }: ChatLink,
): Promise<boolean> {
  const update = "UPDATE business_chat_links SET text = ? WHERE number = ? AND code = ?";
  return (await database.execute(update, [text, number, code])) > 0;
}

export async function deleteChatLink(database: Database, number: string, code: string): Promise<boolean> {
  const remove = "DELETE FROM business_chat_links WHERE number = ? AND code = ?";
  return (await database.execute(remove, [number, code])) > 0;
}
