import { expect, test } from "bun:test";
import { connect } from "node:net";
import { createTestDatabase } from "@culver/testing/engines";
import { Relay } from "./relay.ts";

/** What is answered to octets that no HTTP library would send. */
function say(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(request, "latin1"));
    socket.setEncoding("latin1");
    socket.on("data", (text) => {
      answer += text;
      // The JSON of these answers ends so.
      if (/\}\}$/.test(answer)) socket.destroy();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

test("a Host that is none is refused in words, and neither source nor path is shown", async () => {
  await using database = await createTestDatabase("sqlite");
  await using relay = await Relay.start(database, {
    before: (request) =>
      new URL(request.url).pathname === "/fault" ? Promise.reject(new Error("x")) : undefined,
  });
  const { port } = relay.server;
  for (const host of ["Host: a b", "Host: %%%", "Host: a:99999999", "Host: [::", "Host:", "X: y"]) {
    const answer = await say(port, `GET /v1/server HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toStartWith("HTTP/1.1 400 ");
    expect(answer).not.toContain("src/");
  }
  const fault = await say(port, "GET /fault HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  expect(fault).toStartWith("HTTP/1.1 500 ");
  expect(fault).toContain('"internal"');
  expect(fault).not.toContain(".ts");
});
