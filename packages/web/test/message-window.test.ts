import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  appendPage,
  applyMessage,
  type MessageWindow,
  pageSize,
  prependPage,
  removeMessages,
  windowLimit,
} from "../src/lib/message-window.ts";
import { message } from "./demo-message.ts";

const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => message(from + index));
const window = (from: number, to: number, older = false, newer = false): MessageWindow => ({
  messages: range(from, to),
  older,
  newer,
});
const positions = ({ messages }: MessageWindow) => messages.map(({ position }) => position);

describe("the window of messages on the page", () => {
  test("a page before is joined without doubles, and the far end is let go", () => {
    const next = prependPage(window(100, 100 + windowLimit, true), range(100 - pageSize, 100));
    expect(next.messages.length).toBe(windowLimit);
    expect(next.messages[0]?.position).toBe(100 - pageSize);
    expect(next.newer).toBe(true);
    expect(next.older).toBe(true);
  });

  test("a short page is the last one", () => {
    expect(prependPage(window(10, 20, true), range(5, 10)).older).toBe(false);
    expect(appendPage(window(10, 20, false, true), range(20, 25)).newer).toBe(false);
  });

  test("a change stays in place, an arrival goes to the end", () => {
    const changed = applyMessage(window(1, 4), message(2, { status: "read" }));
    expect(changed.messages[1]?.status).toBe("read");
    expect(positions(applyMessage(window(1, 4), message(9)))).toEqual([1, 2, 3, 9]);
  });

  test("an arrival beyond a window with newer pages waits for them", () => {
    expect(positions(applyMessage(window(1, 4, false, true), message(9)))).toEqual([1, 2, 3]);
  });

  test("a message that gets another position moves", () => {
    expect(positions(applyMessage(window(1, 4), { ...message(1), position: 7 }))).toEqual([2, 3, 7]);
  });

  test("whatever comes in, positions grow and ids are unique", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 })), (all) => {
        const end = all.reduce((current, position) => applyMessage(current, message(position)), window(0, 0));
        const list = positions(end);
        return (
          list.every((position, index) => index === 0 || position > (list[index - 1] ?? 0)) &&
          list.length <= windowLimit
        );
      }),
    );
  });

  test("removing takes out only what was named", () => {
    expect(positions(removeMessages(window(1, 4), new Set(["m2"])))).toEqual([1, 3]);
  });
});
