import { expect, test } from "bun:test";
import { parseCarrierRoutes, routeParsers, termsFrom } from "../src/index.ts";

test("terms are those of the longest prefix, then of the lower cost", () => {
  const routes = parseCarrierRoutes(
    [
      "smpp://all:secret@a.example?cost=9&currency=EUR",
      "smpp://uk:secret@b.example?prefix=+44&cost=3",
      "smpp://cheap:secret@c.example?prefix=+44&cost=2&latin1=cheaper",
      "smpp://mobile:secret@d.example?prefix=+447700&cost=4",
    ].join(","),
    routeParsers,
  );
  const terms = termsFrom(routes);
  expect(terms("+33612345678")).toMatchObject({ cost: 9, currency: "EUR" });
  expect(terms("+442079460000")).toMatchObject({ cost: 2, text: { latin1: "cheaper" } });
  expect(terms("+447700900123")).toMatchObject({ cost: 4 });
  expect(termsFrom(routes.slice(1))("+33612345678")).toBeUndefined();
  expect(termsFrom([])("+33612345678")).toBeUndefined();
});
