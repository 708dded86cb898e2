import { NS_PRIVACY, parsePrivacySettings, privacySettings } from "@culver/protocol";
import type { IqEntry } from "../accounts/iq.ts";
import type { IqContext } from "../accounts/iq-context.ts";

/** privacy, get and set (docs/protocol.md, "Presence and last seen"). */
export function privacyIqs({ privacy, hooks }: IqContext): IqEntry[] {
  return [
    [
      `${NS_PRIVACY}|privacy`,
      async ({ account }, { type, payload }) => {
        if (type === "get") return privacySettings({ lastSeen: await privacy.lastSeen(account) });
        await privacy.setLastSeen(account, parsePrivacySettings(payload).lastSeen);
        await hooks.onPrivacyChanged(account);
        return undefined;
      },
    ],
  ];
}
