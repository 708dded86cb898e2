import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { GraphError } from "../../src/graph/index.ts";
import { DRAFT, rule } from "./drafts.ts";
import { Ended, Island, NOON, NUMBER, startProcess } from "./world.ts";

const T = "2000000000000001";

forEachEngine("answering", (open) => {
  test("a newcomer is greeted and answered, once, however often the message comes", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies, handle } = await startProcess(database, island);
    await replies.desk.save(NUMBER.id, DRAFT, "ann");
    const message = island.incoming(T, "Preis?");
    await Promise.all([handle(message), handle(message)]);
    await handle(message);
    expect(island.said(T)).toEqual(["Hello Ann!", "It is 9 euros."]);
    const again = await startProcess(database, island);
    await again.handle(message);
    expect(island.said(T)).toHaveLength(2);
    await again.handle(island.incoming(T, "preis"));
    expect(island.said(T)).toEqual(["Hello Ann!", "It is 9 euros.", "It is 9 euros."]);
  });

  test("buttons are reply buttons, and a button that is pressed is a text like any other", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies, handle } = await startProcess(database, island);
    await replies.desk.save(NUMBER.id, DRAFT, "ann");
    island.incoming(T, "hi");
    await handle(island.incoming(T, "Öffnungszeiten"));
    expect(island.messages.at(-1)).toMatchObject({
      by: { kind: "automatic", rule: "hours" },
      content: {
        type: "interactive",
        interactive: {
          kind: "button",
          buttons: [{ id: "rule:hours:0", title: "Prices" }, { title: "A person" }],
        },
      },
    });
    await handle(
      island.incoming(T, "", { content: { type: "button_reply", id: "rule:hours:1", title: "A person" } }),
    );
    expect(island.said(T).at(-1)).toBe("Somebody will come.");
    expect(island.asked).toEqual([{ thread: T, rule: "person" }]);
    await handle(island.incoming(T, "preis"));
    expect(island.said(T)).toHaveLength(2);
    island.withPerson.delete(T);
    await handle(island.incoming(T, "preis"));
    expect(island.said(T)).toHaveLength(3);
  });

  // Every call that changes something, before and after it has: plan (2), two answers, the request, done (2).
  const points = Array.from({ length: 7 }, (_, n) => [n + 1, false] as const).flatMap(
    ([call]) =>
      [
        [call, false],
        [call, true],
      ] as const,
  );

  test.each(points)(
    "the process ends at call %i (after it: %p): nothing is lost, nothing said twice",
    async (call, isAfter) => {
      const { database } = await open();
      const island = new Island();
      const first = await startProcess(database, island);
      await first.replies.desk.save(NUMBER.id, DRAFT, "ann");
      const message = island.incoming(T, "a person please");
      island.endAt = { call, isAfter };
      const ended = await first.handle(message).then(
        () => false,
        (error) => error instanceof Ended,
      );
      expect(ended).toBe(call <= 7 && island.calls >= call);
      const { replies, handle } = await startProcess(database, island);
      // What is edited meanwhile does not change what was decided.
      if (call > 2) {
        await replies.desk.save(
          NUMBER.id,
          { ...DRAFT, rules: DRAFT.rules.slice(0, 1), iceBreakers: [] },
          "ann",
        );
      }
      await handle(message);
      await handle(message);
      expect(island.said(T)).toEqual(["Hello Ann!", "Somebody will come."]);
      expect(new Set(island.asked.map(({ rule }) => rule))).toEqual(new Set(["person"]));
    },
  );

  test("a person who takes the chat while the process is away has it alone", async () => {
    const { database } = await open();
    const island = new Island();
    const first = await startProcess(database, island);
    await first.replies.desk.save(NUMBER.id, DRAFT, "ann");
    const message = island.incoming(T, "preis");
    island.endAt = { call: 3, isAfter: false };
    await expect(first.handle(message)).rejects.toThrow(Ended);
    island.withPerson.add(T);
    await (await startProcess(database, island)).handle(message);
    expect(island.said(T)).toEqual([]);
    island.withPerson.delete(T);
    await (await startProcess(database, island)).handle(message);
    expect(island.said(T)).toEqual([]);
  });

  test("what may succeed later is sent at the next call, what is refused for good is left out", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies, handle } = await startProcess(database, island);
    await replies.desk.save(NUMBER.id, DRAFT, "ann");
    const message = island.incoming(T, "preis");
    island.refusals.push(undefined, new GraphError(130429));
    await expect(handle(message)).rejects.toThrow("130429");
    island.refusals.push(new GraphError(131056));
    await expect(handle(message)).rejects.toThrow("131056");
    expect(island.said(T)).toEqual(["Hello Ann!"]);
    await handle(message);
    expect(island.said(T)).toEqual(["Hello Ann!", "It is 9 euros."]);
    island.refusals.push(new GraphError(131026));
    await handle(island.incoming(T, "a person"));
    expect(island.said(T)).toHaveLength(2);
    expect(island.asked).toHaveLength(1);
  });

  test("two machines stop answering each other", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies, handle } = await startProcess(database, island, { settings: { loopTexts: 5 } });
    const echo = rule("echo", {
      kind: "pattern",
      pattern: ".",
      text: "I did not understand.",
      buttons: [],
      handOver: false,
    });
    await replies.desk.save(NUMBER.id, { ...DRAFT, rules: [echo], iceBreakers: [] }, "ann");
    for (let n = 0; n < 20; n++)
      await handle(island.incoming(T, "I did not understand.", { at: NOON + n * 1_000 }));
    expect(island.said(T)).toHaveLength(5);
    await handle(island.incoming("2000000000000002", "x"));
    expect(island.said("2000000000000002")).toHaveLength(1);
    await handle(island.incoming(T, "x", { at: NOON + 11 * 60_000 }));
    expect(island.said(T)).toHaveLength(6);
  });

  test("that nobody is there is said once in twelve hours", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies, handle } = await startProcess(database, island);
    const draft = {
      ...DRAFT,
      rules: [rule("night", { kind: "away", text: "We are asleep." })],
      iceBreakers: [],
    };
    await replies.desk.save(NUMBER.id, draft, "ann");
    const night = NOON + 10 * 3_600_000;
    for (const hours of [0, 1, 8, 9])
      await handle(island.incoming(T, "hello?", { at: night + hours * 3_600_000 }));
    expect(island.said(T)).toEqual(["We are asleep."]);
    await handle(island.incoming(T, "hello?", { at: night + 24 * 3_600_000 }));
    expect(island.said(T)).toHaveLength(2);
  });

  test("what is not answered: reactions, what was taken back, the blocked, other numbers, what is old", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies, handle } = await startProcess(database, island);
    await replies.desk.save(NUMBER.id, DRAFT, "ann");
    await handle(
      island.incoming(T, "", { content: { type: "reaction", messageId: "wamid.x", emoji: "👍" } }),
    );
    await handle(island.incoming(T, "preis", { isRevoked: true }));
    await handle(island.incoming(T, "preis", { at: NOON - 25 * 3_600_000 }));
    island.thread("2000000000000003", { isBlocked: true });
    await handle(island.incoming("2000000000000003", "preis"));
    island.thread("2000000000000004", { number: "1999999999999999" });
    await handle(island.incoming("2000000000000004", "preis"));
    expect(island.messages.filter(({ direction }) => direction === "out")).toEqual([]);
    // A picture without words is greeted; where only a number is known, nobody is called by it.
    island.thread("2000000000000005", { name: "+491511234567" });
    const picture = { id: "1", mime_type: "image/png", sha256: "" };
    await handle(island.incoming("2000000000000005", "", { content: { type: "image", media: picture } }));
    expect(island.said("2000000000000005")).toEqual(["Hello!"]);
  });

  test("who wrote long ago is no newcomer, whatever was sent meanwhile", async () => {
    const { database } = await open();
    const island = new Island();
    const { replies, handle } = await startProcess(database, island);
    await replies.desk.save(NUMBER.id, DRAFT, "ann");
    island.incoming(T, "hi");
    for (let n = 0; n < 120; n++) {
      island.messages.push({
        ...island.incoming(T, ""),
        seq: island.messages.length,
        direction: "out",
        content: { type: "text", body: "news", previewUrl: false },
        by: { kind: "agent", agent: "1" },
        status: "read",
      });
      island.messages.splice(-2, 1);
    }
    await handle(island.incoming(T, "xyz"));
    expect(island.said(T).at(-1)).toBe("news");
  });
});
