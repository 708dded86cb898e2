import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { IncomingMessage, RequestListener } from "node:http";
import fc from "fast-check";
import { exchange } from "../src/outgoing/exchange.ts";
import {
  AddressRefusedError,
  guardedRequest,
  OutgoingError,
  type OutgoingOptions,
} from "../src/outgoing/index.ts";
import { certificate, serveHttp, serveHttps, serveTcp } from "./outgoing-support.ts";

setDefaultTimeout(30_000);

let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

const allow = ["127.0.0.1"];

/** The failure's class, or the answer's status. */
async function outcome(url: string, options: OutgoingOptions = {}): Promise<string | number> {
  try {
    return (await guardedRequest(url, options)).status;
  } catch (error) {
    if (error instanceof OutgoingError) return error.name;
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

describe("a request and its answer", () => {
  test("method, headers and body arrive, and what is ours cannot be set", async () => {
    const server = stack.use(
      await serveHttp(async (request, response) => {
        const { host, connection, "x-a": a } = request.headers;
        response.setHeader("x-b", "2");
        response.statusCode = 201;
        response.end(
          JSON.stringify([request.method, request.url, host, connection, a, await bodyOf(request)]),
        );
      }),
    );
    const answer = await guardedRequest(`${server.url}/p?q=1#f`, {
      method: "post",
      headers: { "x-a": "1", Host: "other", "Transfer-Encoding": "chunked" },
      body: new TextEncoder().encode("hällo"),
      allow,
    });
    expect(answer.status).toBe(201);
    expect(answer.headers["x-b"]).toBe("2");
    expect(JSON.parse(Buffer.from(answer.body).toString())).toEqual([
      ...["POST", "/p?q=1", `127.0.0.1:${server.port}`, "close", "1", "hällo"],
    ]);
  });

  test("a proxy named in the environment is not used", async () => {
    const server = stack.use(await serveHttp((_, response) => response.end()));
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = "http://127.0.0.1:1";
    process.env.http_proxy = "http://127.0.0.1:1";
    try {
      expect(await outcome(server.url, { allow })).toBe(200);
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
      delete process.env.http_proxy;
    }
  });

  test("what is no http(s) URL, or carries a password, is not asked", async () => {
    for (const url of ["", "ftp://a.example/", "file:///etc/passwd", "//x", "http://u:p@a.example/"]) {
      expect(await outcome(url)).toBe("OutgoingUrlError");
    }
  });

  test("a header that HTTP forbids is an error with a name", async () => {
    const server = stack.use(await serveHttp((_, response) => response.end()));
    expect(await outcome(server.url, { allow, headers: { "x-a": "1\r\nx-b: 2" } })).toBe(
      "ConnectionFailedError",
    );
  });
});

describe("private addresses", () => {
  test("are refused however they are written, and nothing is connected to", async () => {
    let connections = 0;
    const { port } = stack.use(await serveTcp(() => connections++));
    for (const host of [
      "127.0.0.1",
      "0x7f.1",
      "2130706433",
      "017700000001",
      "localhost",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "0",
    ]) {
      expect(await outcome(`http://${host}:${port}/`)).toBe("AddressRefusedError");
    }
    expect(connections).toBe(0);
  });

  test("behind a name are refused, also when only one of several is private", async () => {
    for (const addresses of [["10.0.0.1"], ["1.1.1.1", "::1"], ["169.254.169.254"], ["not an address"]]) {
      expect(await outcome("http://a.example/", { resolve: async () => addresses })).toBe(
        "AddressRefusedError",
      );
    }
  });

  test("are reached when the operator allows the host, by the one answer that was looked up", async () => {
    const server = stack.use(await serveHttp((request, response) => response.end(request.headers.host)));
    let asked = 0;
    const resolve = async () => {
      asked++;
      return asked === 1 ? ["127.0.0.1"] : ["10.0.0.1"];
    };
    const url = `http://hooks.internal:${server.port}/`;
    const answer = await guardedRequest(url, { allow: ["hooks.internal"], resolve });
    expect(Buffer.from(answer.body).toString()).toBe(`hooks.internal:${server.port}`);
    expect(asked).toBe(1);
  });

  test("a name that turns private between check and connection is not asked again", async () => {
    let connections = 0;
    const { port } = stack.use(await serveTcp(() => connections++));
    let asked = 0;
    // 240.0.0.0/4 would be refused; this one is public by its number and answers nobody here.
    const resolve = async () => (asked++ === 0 ? ["192.31.196.1"] : ["127.0.0.1"]);
    const result = await outcome(`http://rebind.example:${port}/`, { resolve, timeoutMs: 500 });
    expect(["OutgoingTimeoutError", "ConnectionFailedError"]).toContain(String(result));
    expect([asked, connections]).toEqual([1, 0]);
  });

  test("what is connected to is looked at once more, before anything is sent", async () => {
    const seen: string[] = [];
    const listener: RequestListener = (request, response) => {
      seen.push(request.url ?? "");
      response.end();
    };
    const place = {
      addresses: ["127.0.0.1"],
      accepts: (address: string | undefined) => address !== "127.0.0.1",
    };
    for (const server of [await serveHttp(listener), await serveHttps(listener, certificate)]) {
      stack.use(server);
      const url = new URL(server.url.replace("127.0.0.1", "localhost"));
      const step = { url, method: "POST", headers: {}, body: new Uint8Array(10) };
      const signal = AbortSignal.timeout(5_000);
      const limits = { idleMs: 5_000, maxBytes: 10, endsAtHead: () => false, ca: certificate.cert, signal };
      await expect(exchange(step, place, limits)).rejects.toThrow(AddressRefusedError);
      expect((await exchange(step, { ...place, accepts: () => true }, limits)).status).toBe(200);
    }
    expect(seen).toEqual(["/", "/"]);
  });

  test("names without an address, and resolvers that fail or hang", async () => {
    const url = "http://a.example/";
    expect(await outcome(url, { resolve: async () => [] })).toBe("NameNotResolvedError");
    expect(await outcome(url, { resolve: () => Promise.reject(new Error("SERVFAIL")) })).toBe(
      "NameNotResolvedError",
    );
    expect(await outcome(url, { resolve: () => new Promise(() => undefined), timeoutMs: 50 })).toBe(
      "OutgoingTimeoutError",
    );
  });
});

describe("redirects", () => {
  const redirecting = (to: (request: IncomingMessage) => string, status = 302) =>
    serveHttp((request, response) => response.writeHead(status, { location: to(request) }).end());

  test("to a private address are refused, also through a name", async () => {
    for (const place of [
      "http://169.254.169.254/latest/meta-data",
      "http://localhost:1/",
      "//10.0.0.1/",
      "http://in.example/",
    ]) {
      const server = stack.use(await redirecting(() => place));
      const resolve = async () => ["192.168.0.1"];
      expect(await outcome(server.url, { allow, resolve })).toBe("AddressRefusedError");
    }
  });

  test("are followed three times and no more", async () => {
    const server = stack.use(
      await serveHttp((request, response) => {
        const left = Number(request.url?.slice(1));
        if (left === 0) response.end("there");
        else response.writeHead(302, { location: `/${left - 1}` }).end();
      }),
    );
    expect(await outcome(`${server.url}/3`, { allow })).toBe(200);
    expect(await outcome(`${server.url}/4`, { allow, maxRedirects: 99 })).toBe("RedirectRefusedError");
    expect(await outcome(`${server.url}/1`, { allow, maxRedirects: 0 })).toBe(302);
  });

  test("change the method as RFC 9110 says", async () => {
    const seen: string[] = [];
    const last = stack.use(
      await serveHttp(async (request, response) => {
        seen.push(`${request.method} ${await bodyOf(request)} ${request.headers["content-type"]}`);
        response.end();
      }),
    );
    for (const status of [301, 302, 303, 307, 308]) {
      const first = stack.use(await redirecting(() => last.url, status));
      const headers = { "content-type": "text/plain" };
      await guardedRequest(first.url, {
        method: "POST",
        headers,
        body: new TextEncoder().encode("x"),
        allow,
      });
    }
    expect(seen).toEqual([
      ...["GET  undefined", "GET  undefined", "GET  undefined", "POST x text/plain", "POST x text/plain"],
    ]);
  });

  test("take no credential to another origin", async () => {
    const seen: unknown[] = [];
    const last = stack.use(
      await serveHttp((request, response) => {
        seen.push(
          request.headers.authorization,
          request.headers.cookie,
          request.headers["x-hub-signature-256"],
        );
        response.end(request.headers.accept);
      }),
    );
    const headers = {
      authorization: "Bearer t",
      cookie: "c=1",
      "X-Hub-Signature-256": "s",
      Accept: "image/*",
    };
    const away = stack.use(await redirecting(() => last.url));
    await guardedRequest(away.url, { headers, allow });
    expect(seen).toEqual([undefined, undefined, undefined]);
    const home = stack.use(
      await serveHttp((request, response) => {
        if (request.url === "/a") response.writeHead(302, { location: "/b" }).end();
        else response.end(request.headers.authorization);
      }),
    );
    const answer = await guardedRequest(`${home.url}/a`, { headers, allow });
    expect(Buffer.from(answer.body).toString()).toBe("Bearer t");
  });

  test("from https to http, to nowhere and to what is no URL are refused", async () => {
    const secure = stack.use(
      await serveHttps(
        (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
        certificate,
      ),
    );
    const options = { allow: ["localhost", "127.0.0.1"], ca: certificate.cert };
    expect(await outcome(`https://localhost:${secure.port}/`, options)).toBe("RedirectRefusedError");
    const nowhere = stack.use(await serveHttp((_, response) => response.writeHead(302).end()));
    expect(await outcome(nowhere.url, { allow })).toBe("RedirectRefusedError");
    const odd = stack.use(await redirecting(() => "gopher://127.0.0.1/"));
    expect(await outcome(odd.url, { allow })).toBe("OutgoingUrlError");
  });
});

describe("receivers that misbehave", () => {
  test("one that never answers, one that never ends and one that sends an octet now and then", async () => {
    const mute = stack.use(await serveTcp(() => undefined));
    expect(await outcome(mute.url, { allow, idleMs: 50 })).toBe("OutgoingTimeoutError");
    expect(await outcome(mute.url, { allow, timeoutMs: 50 })).toBe("OutgoingTimeoutError");
    const half = stack.use(
      await serveTcp((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")),
    );
    expect(await outcome(half.url, { allow, idleMs: 50 })).toBe("OutgoingTimeoutError");
    for (const opening of ["HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"]) {
      const slow = stack.use(
        await serveTcp((socket) => {
          socket.write(opening);
          const timer = setInterval(() => socket.write("a"), 10);
          socket.once("close", () => clearInterval(timer));
        }),
      );
      expect(await outcome(slow.url, { allow, idleMs: 1_000, timeoutMs: 300 })).toBe("OutgoingTimeoutError");
    }
  });

  test("a flood is cut off at the limit, announced or not", async () => {
    let sent = 0;
    const flood = stack.use(
      await serveTcp((socket) => {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        const pour = () => {
          while (!socket.destroyed) {
            sent += 65_536;
            if (!socket.write(`10000\r\n${"a".repeat(65_536)}\r\n`)) return void socket.once("drain", pour);
          }
        };
        pour();
      }),
    );
    expect(await outcome(flood.url, { allow, maxBytes: 100_000 })).toBe("AnswerTooLargeError");
    expect(sent).toBeLessThan(64_000_000);
    const huge = stack.use(
      await serveTcp((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")),
    );
    expect(await outcome(huge.url, { allow })).toBe("AnswerTooLargeError");
    const exact = stack.use(await serveHttp((_, response) => response.end("12345")));
    expect(await outcome(exact.url, { allow, maxBytes: 5 })).toBe(200);
    expect(await outcome(exact.url, { allow, maxBytes: 4 })).toBe("AnswerTooLargeError");
  });

  test("with headOnly neither flood nor silence after the head matters", async () => {
    const half = stack.use(
      await serveTcp((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")),
    );
    expect(await outcome(half.url, { allow, headOnly: true })).toBe(200);
  });

  test("endless headers, and what is no HTTP", async () => {
    const endless = stack.use(
      await serveTcp((socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const pour = () => {
          while (!socket.destroyed) {
            if (!socket.write(`X-A: ${"a".repeat(1_000)}\r\n`)) return void socket.once("drain", pour);
          }
        };
        pour();
      }),
    );
    expect(await outcome(endless.url, { allow })).toBe("MalformedAnswerError");
    for (const interim of ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"]) {
      const never = stack.use(
        await serveTcp((socket) => {
          const pour = () => {
            if (socket.destroyed) return;
            if (socket.write(interim.repeat(50))) setTimeout(pour, 1);
            else socket.once("drain", pour);
          };
          pour();
        }),
      );
      const result = await outcome(never.url, { allow, timeoutMs: 300 });
      expect(["OutgoingTimeoutError", "MalformedAnswerError"]).toContain(String(result));
    }
    const upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";
    const switching = stack.use(await serveTcp((socket) => socket.write(upgrade)));
    expect(await outcome(switching.url, { allow, timeoutMs: 500 })).toBeDefined();
    const other = stack.use(await serveTcp((socket) => socket.write("220 mail.example ESMTP\r\n")));
    expect(await outcome(other.url, { allow })).toBe("MalformedAnswerError");
  });

  test("a connection that is refused, reset, or ends in the middle", async () => {
    const gone = await serveTcp(() => undefined);
    await gone[Symbol.asyncDispose]();
    expect(await outcome(gone.url, { allow })).toBe("ConnectionFailedError");
    const reset = stack.use(await serveTcp((socket) => socket.destroy()));
    expect(await outcome(reset.url, { allow })).toBe("ConnectionFailedError");
    const half = stack.use(
      await serveTcp((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")),
    );
    expect(await outcome(half.url, { allow })).toBe("ConnectionFailedError");
  });

  test("certificates that nobody trusts or that are for another name", async () => {
    const server = stack.use(await serveHttps((_, response) => response.end(), certificate));
    const resolve = async () => ["127.0.0.1"];
    const options = { allow: ["hooks.internal", "other.internal", "127.0.0.1"], resolve };
    const url = (name: string) => `https://${name}:${server.port}/`;
    expect(await outcome(url("hooks.internal"), options)).toBe("CertificateError");
    expect(await outcome(url("hooks.internal"), { ...options, ca: certificate.cert })).toBe(200);
    expect(await outcome(url("other.internal"), { ...options, ca: certificate.cert })).toBe(
      "CertificateError",
    );
    expect(await outcome(url("127.0.0.1"), { ...options, ca: certificate.cert })).toBe("CertificateError");
    const plain = stack.use(await serveHttp((_, response) => response.end()));
    expect(await outcome(plain.url.replace("http", "https"), { allow })).toBe("ConnectionFailedError");
  });

  test("a request that is given up", async () => {
    const mute = stack.use(await serveTcp(() => undefined));
    const controller = new AbortController();
    const result = outcome(mute.url, { allow, signal: controller.signal });
    controller.abort();
    expect(await result).toBe("RequestAbortedError");
    expect(await outcome(mute.url, { allow, signal: AbortSignal.abort() })).toBe("RequestAbortedError");
  });

  test("whatever octets come, the answer is an answer or an error with a name", async () => {
    let octets = new Uint8Array();
    const server = stack.use(await serveTcp((socket) => socket.once("data", () => socket.end(octets))));
    const tail = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string().map((text) => new TextEncoder().encode(text)),
    );
    const head = fc.constantFrom(
      "",
      "HTTP/1.1 200 OK\r\n",
      "HTTP/1.1 302 \r\nLocation: ",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
      "HTTP/1.1 999 X\r\n\r\n",
    );
    await fc.assert(
      fc.asyncProperty(head, tail, async (first, rest) => {
        octets = Buffer.concat([Buffer.from(first), rest]);
        expect(await outcome(server.url, { allow, idleMs: 500 })).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});
