import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { createAuthenticator } from "./authenticator.ts";
import { openWorld, PASSWORD } from "./world.ts";

type Options = Parameters<Awaited<ReturnType<typeof createAuthenticator>>["create"]>[0];

forEachEngine("passkeys", (open) => {
  async function withPasskey(now?: () => number) {
    const world = await openWorld((await open()).database, now ? { now } : {});
    const ann = await world.join("agent", "ann");
    const key = await createAuthenticator(world.publicUrl);
    const options = (await ann.post("/passkeys/options")).body as unknown as Options;
    return { world, ann, key, options };
  }
  const loginOptions = async (browser: { post(path: string): Promise<{ body: unknown }> }) =>
    (await browser.post("/login/passkey/options")).body as Options;

  test("a passkey is added once, signs in without a name, and counts up", async () => {
    const { world, ann, key, options } = await withPasskey();
    await using _ = world;
    expect(options).toMatchObject({
      ...{ rp: { id: "localhost", name: "Flowers" }, user: { name: "ann" }, attestation: "none" },
      authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
    });
    const response = key.create(options);
    expect((await ann.post("/passkeys", { response })).status).toBe(204);
    expect((await ann.post("/passkeys", { response })).status).toBe(422);
    expect((await ann.session()).agent.passkeys).toBe(1);
    const more = (await ann.post("/passkeys/options")).body as { excludeCredentials: unknown[] };
    expect(more.excludeCredentials).toHaveLength(1);

    const phone = world.browser();
    const asked = await loginOptions(phone);
    expect(asked).toMatchObject({ rpId: "localhost", userVerification: "preferred" });
    const answer = await key.get(asked);
    expect((await phone.post("/login/passkey", { response: answer })).body).toMatchObject({
      agent: { name: "ann" },
    });
    expect((await phone.session()).agent.login).toBe("ann");
    expect((await world.browser().post("/login/passkey", { response: answer })).status).toBe(401);

    key.counter = 0;
    const copied = await key.get(await loginOptions(phone));
    expect((await world.browser().post("/login/passkey", { response: copied })).status).toBe(401);
    const [row] = await world.database.query<{ counter: number }>(
      "SELECT counter FROM business_inbox_passkeys",
    );
    expect(row?.counter).toBe(1);
  });

  test("neither another site's answer, nor another's challenge, nor an old one, nor a wrong signature", async () => {
    let now = 1_800_000_000_000;
    const { world, ann, key, options } = await withPasskey(() => now);
    await using _ = world;
    expect(
      (await ann.post("/passkeys", { response: key.create(options, "https://evil.example") })).status,
    ).toBe(422);
    const bob = await world.join("agent", "bob");
    const forAnn = (await ann.post("/passkeys/options")).body as unknown as Options;
    expect((await bob.post("/passkeys", { response: key.create(forAnn) })).status).toBe(422);
    expect((await ann.post("/passkeys", { response: key.create(forAnn) })).status).toBe(204);

    const browser = world.browser();
    const login = async (response: unknown) => (await browser.post("/login/passkey", { response })).status;
    expect(await login(await key.get(await loginOptions(browser), "https://evil.example"))).toBe(401);
    expect(await login(await key.get({ ...(await loginOptions(browser)), rpId: "evil.example" }))).toBe(401);
    expect(await login(await key.get({ challenge: "AAAA", rpId: "localhost" }))).toBe(401);
    const forKey = (await ann.post("/passkeys/options")).body as unknown as Options;
    expect(await login(await key.get({ ...forKey, rpId: "localhost" }))).toBe(401);
    const stranger = await createAuthenticator(world.publicUrl);
    expect(await login(await stranger.get(await loginOptions(browser)))).toBe(401);
    const [right, other] = [
      await key.get(await loginOptions(browser)),
      await key.get(await loginOptions(browser)),
    ];
    const forged = { ...right, response: { ...right.response, signature: other.response.signature } };
    expect(await login(forged)).toBe(401);
    const late = await loginOptions(browser);
    now += 5 * 60_000;
    expect(await login(await key.get(late))).toBe(401);
    expect(await login(await key.get(await loginOptions(browser)))).toBe(200);
  });

  test("a disabled agent's passkey is no use; passkeys go only while a password is there", async () => {
    const { world, ann, key, options } = await withPasskey();
    await using _ = world;
    await ann.post("/passkeys", { response: key.create(options) });
    const id = ann.agent?.id ?? "";
    await world.inbox.setDisabled(world.number.business, id, true);
    const browser = world.browser();
    expect(
      (await browser.post("/login/passkey", { response: await key.get(await loginOptions(browser)) })).status,
    ).toBe(401);
    await world.inbox.setDisabled(world.number.business, id, false);
    await ann.post("/login", { login: "ann", password: PASSWORD });
    expect((await ann.delete("/passkeys")).status).toBe(204);
    expect((await ann.session()).agent.passkeys).toBe(0);

    const { link } = await world.inbox.invite(world.number.business, { name: "Kim", role: "agent" });
    const kim = world.browser();
    await kim.post("/invitations/accept", { secret: link.split("=")[1], login: "kim" });
    expect((await kim.session()).agent).toMatchObject({ hasPassword: false, passkeys: 0 });
    const own = await createAuthenticator(world.publicUrl);
    const asked = (await kim.post("/passkeys/options")).body as unknown as Options;
    expect((await kim.post("/passkeys", { response: own.create(asked) })).status).toBe(204);
    expect((await kim.delete("/passkeys")).status).toBe(422);
    expect((await kim.put("/password", { password: PASSWORD })).status).toBe(204);
    expect((await kim.delete("/passkeys")).status).toBe(204);
  });
});
