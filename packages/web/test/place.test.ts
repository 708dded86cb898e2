import { describe, expect, test } from "bun:test";
import { minutesOf, move, sameOnWeekdays, timeOf } from "../src/inbox-pages/replies/draft.ts";
import { linkOf, telHref } from "../src/interactive/answer.ts";
import { coordinatesText, geoUrl, mapUrl } from "../src/lib/place.ts";

describe("a place", () => {
  const place = { latitude: -33.856_784, longitude: 151.215_297 };
  test("is read with its half of the world, and leads to a map", () => {
    expect(coordinatesText(place)).toBe("33.85678° S, 151.21530° E");
    expect(mapUrl(place)).toBe(
      "https://www.openstreetmap.org/?mlat=-33.856784&mlon=151.215297#map=17/-33.856784/151.215297",
    );
    expect(geoUrl({ latitude: 1e-9, longitude: 0 })).toBe("geo:0.000000,0.000000");
  });
});

describe("what a button opens", () => {
  test("only plain http and https, with the real host", () => {
    expect(linkOf("https://xn--bcher-kva.example:8443/x")?.host).toBe("xn--bcher-kva.example:8443");
    for (const url of [
      "javascript:alert(1)",
      "data:text/html,x",
      "https://a.example@b.example/",
      "",
      "tel:1",
    ])
      expect(linkOf(url)).toBeUndefined();
  });

  test("a call dials digits only", () => {
    expect(telHref("+44 (0)7700-900 123;ext=5")).toBe("tel:+44077009001235");
  });
});

describe("opening hours", () => {
  test("minutes and times; midnight ends a day", () => {
    expect([timeOf(0), timeOf(545), timeOf(1_440)]).toEqual(["00:00", "09:05", "00:00"]);
    expect([minutesOf("09:05", false), minutesOf("00:00", true), minutesOf("", true)]).toEqual([
      545,
      1_440,
      undefined,
    ]);
  });

  test("Monday's hours for the working week", () => {
    const monday = [{ from: 1, to: 2 }];
    const { days } = sameOnWeekdays({ timeZone: "UTC", days: [[], monday, [], [], [], [], []] });
    expect(days).toEqual([[], monday, monday, monday, monday, monday, []]);
  });

  test("a rule moves within the list, never out of it", () => {
    expect(move(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(move(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  });
});
