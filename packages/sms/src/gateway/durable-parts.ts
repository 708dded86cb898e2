import type { Database } from "@culver/storage";
import type { PartStore, StoredPart } from "../reassembly/part-store.ts";
import type { Vault } from "../vault/vault.ts";

interface Written extends Omit<StoredPart, "octets"> {
  readonly octets: string;
}

/** Parts of long incoming messages of one carrier, sealed, in the database. */
export function durableParts(database: Database, vault: Vault, carrier: string): PartStore {
  const context = `part ${carrier}`;
  return {
    async add(part) {
      const written: Written = { ...part, octets: Buffer.from(part.octets).toString("base64") };
      const sealed = vault.seal(Buffer.from(JSON.stringify(written)), context);
      const { message, concatenation, since } = part;
      await database.transaction(async (tx) => {
        await tx.deleteMany(
          "sms_parts",
          ["carrier", "message", "number"],
          [[carrier, message, concatenation.part]],
        );
        await tx.insertMany(
          "sms_parts",
          ["carrier", "message", "number", "at", "key_id", "part"],
          [[carrier, message, concatenation.part, since, vault.keyId, sealed]],
        );
      });
    },

    async load() {
      const rows = await database.query<{ key_id: number; part: Uint8Array }>(
        "SELECT key_id, part FROM sms_parts WHERE carrier = ?",
        [carrier],
      );
      return rows.flatMap(({ key_id, part }) => {
        const opened = vault.openIf(key_id, part, context);
        // Its message is handed over without it, and says so.
        if (!opened) return [];
        const written = JSON.parse(Buffer.from(opened).toString()) as Written;
        return [{ ...written, octets: new Uint8Array(Buffer.from(written.octets, "base64")) }];
      });
    },

    async remove(message) {
      await database.execute("DELETE FROM sms_parts WHERE carrier = ? AND message = ?", [carrier, message]);
    },
  };
}
