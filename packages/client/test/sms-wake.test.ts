import { describe, expect, test } from "bun:test";
import { LastingStore, online, openClient, SmsRelay, smsDevice, until } from "./sms-relay.ts";

describe("encrypted SMS as a setting", () => {
  test("is this device's: set, shown, given up, and seen to be taken over", async () => {
    const relay = new SmsRelay();
    const { client, store } = await smsDevice(relay, new LastingStore());
    expect((await client.settings()).encryptedSmsAfterMinutes).toBe(0);
    await expect(client.changeSettings({ encryptedSmsAfterMinutes: 5 })).rejects.toMatchObject({
      code: "offline",
    });
    await online(client);
    expect(await client.changeSettings({ encryptedSmsAfterMinutes: 5 })).toMatchObject({
      encryptedSmsAfterMinutes: 5,
      readReceipts: true,
    });
    expect(relay.wake).toEqual({ device: "1", afterSeconds: 300 });
    for (const wrong of [-1, 0.5, 1_441, Number.NaN])
      await expect(client.changeSettings({ encryptedSmsAfterMinutes: wrong })).rejects.toMatchObject({
        code: "invalid_setting",
      });
    await client.close();

    relay.wake = { device: "2", afterSeconds: 600 };
    const again = await openClient(relay, store);
    expect((await again.settings()).encryptedSmsAfterMinutes).toBe(5);
    await online(again);
    await until(async () => (await again.settings()).encryptedSmsAfterMinutes === 0);
    // Off here already: what the other device has is not taken from it.
    await again.changeSettings({ encryptedSmsAfterMinutes: 0 });
    expect(relay.wake).toEqual({ device: "2", afterSeconds: 600 });
    await again.changeSettings({ encryptedSmsAfterMinutes: 1 });
    await again.changeSettings({ encryptedSmsAfterMinutes: 0 });
    expect(relay.wake).toBeUndefined();
    await again.close();
  });
});
