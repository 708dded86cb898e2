import { deviceListChanged, el, NS_DEVICES, StreamError } from "@culver/protocol";
import type { AccountHooks, StreamPort } from "../ports.ts";
import type { StreamSide } from "./create-stream-side.ts";

/** How the accounts' side reaches the relay. `side` is asked for when something happens, not before. */
export function createStreamPort(side: () => StreamSide): StreamPort {
  return {
    endSession({ account, device }, reason) {
      const { door, mailboxes } = side();
      const session = door.sessions.of(mailboxes.mailboxes.of(account, device));
      if (session === undefined) return;
      const app = el("removed", NS_DEVICES, { reason });
      door.sessions.end(session, new StreamError("not-authorized", undefined, { app }));
    },
    notify: (accounts, conversation, payload) => side().notices.send(accounts, conversation, payload),
  };
}

/** What the relay does when accounts and devices change. */
export function createAccountHooks(side: () => StreamSide): AccountHooks {
  return {
    async onAccountReplaced(tx, account) {
      const { mailboxes, membership, conversations, notices, sms } = side();
      // What phones answer to whoever had the number is for nobody else.
      await tx.execute("UPDATE accounts SET generation = generation + 1 WHERE account = ?", [account]);
      const emptied = await mailboxes.empty(tx, account);
      const left = await membership.leaveAll(tx, account);
      return async () => {
        conversations.forgetAll(left);
        membership.forget();
        sms.scheduler?.unwatch(account);
        await emptied();
        await notices.deliverStored();
      };
    },

    async onDeviceRemoved(tx, { account, device }) {
      const { mailboxes, membership, conversations, notices } = side();
      const emptied = await mailboxes.empty(tx, account, device);
      const shared = await membership.conversationsOf(account, tx);
      await membership.closeWithout(tx, account, device);
      return async () => {
        conversations.forgetAll(shared);
        membership.forget();
        await emptied();
        await notices.deliverStored();
      };
    },

    async onDeviceListChanged(account) {
      const { membership, conversations, notices } = side();
      conversations.forgetAll(await membership.conversationsOf(account));
      for (const { peer, conversation } of await membership.peersOf(account)) {
        if (peer !== account) await notices.send([peer], conversation, deviceListChanged(account));
      }
      await notices.deliverOwed(account);
    },

    onPrivacyChanged: (account) => side().presences.privacyChanged(account),
  };
}
