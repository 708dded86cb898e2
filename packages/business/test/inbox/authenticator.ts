import { createHash } from "node:crypto";

const hash = (octets: Uint8Array | string) => new Uint8Array(createHash("sha256").update(octets).digest());
const base64url = (octets: Uint8Array) => octets.toBase64({ alphabet: "base64url", omitPadding: true });
const join = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** CBOR (RFC 8949) of what an attestation holds: whole numbers, octets, texts and maps. */
function cbor(value: number | string | Uint8Array | ReadonlyMap<number | string, unknown>): Uint8Array {
  const head = (major: number, n: number) =>
    n < 24 ? [(major << 5) | n] : n < 256 ? [(major << 5) | 24, n] : [(major << 5) | 25, n >> 8, n & 255];
  if (typeof value === "number") return join(value >= 0 ? head(0, value) : head(1, -1 - value));
  if (typeof value === "string") {
    const octets = new TextEncoder().encode(value);
    return join(head(3, octets.length), octets);
  }
  if (value instanceof Uint8Array) return join(head(2, value.length), value);
  const entries = [...value].map(([key, held]) => join(cbor(key), cbor(held as Parameters<typeof cbor>[0])));
  return join(head(5, value.size), ...entries);
}

/** An ECDSA signature as WebAuthn has it: DER, where WebCrypto gives both numbers side by side. */
function der(raw: Uint8Array): Uint8Array {
  const integer = (octets: Uint8Array) => {
    const first = octets.findIndex((octet) => octet !== 0);
    const bare = octets.subarray(first < 0 ? octets.length - 1 : first);
    const signed = (bare[0] ?? 0) > 127 ? join([0], bare) : bare;
    return join([2, signed.length], signed);
  };
  const both = join(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return join([0x30, both.length], both);
}

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

/** A security key of software: ES256, a discoverable credential, a counter (WebAuthn Level 3, sections 6 and 7). */
export async function createAuthenticator(origin: string) {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const jwk = await crypto.subtle.exportKey("jwk", keys.publicKey);
  const coordinate = (text: string | undefined) =>
    Uint8Array.fromBase64(text ?? "", { alphabet: "base64url" });
  const id = crypto.getRandomValues(new Uint8Array(32));
  let counter = 0;
  let userHandle: string | undefined;

  const clientData = (type: string, challenge: string, from: string) =>
    new TextEncoder().encode(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const authData = (rpId: string, flags: number, more: Uint8Array) =>
    join(
      hash(rpId),
      [flags],
      [counter >> 24, (counter >> 16) & 255, (counter >> 8) & 255, counter & 255],
      more,
    );

  return {
    set counter(value: number) {
      counter = value;
    },
    create({ challenge, rp, user }: Options, from = origin) {
      userHandle = user?.id;
      const publicKey = cbor(
        new Map<number, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, coordinate(jwk.x)],
          [-3, coordinate(jwk.y)],
        ]),
      );
      const attested = join(new Uint8Array(16), [0, id.length], id, publicKey);
      const attestation = cbor(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", authData(rp?.id ?? "", 0b0100_0101, attested)],
        ]),
      );
      return {
        ...{ id: base64url(id), rawId: base64url(id), type: "public-key", clientExtensionResults: {} },
        response: {
          clientDataJSON: base64url(clientData("webauthn.create", challenge, from)),
          attestationObject: base64url(attestation),
          transports: ["internal"],
        },
      };
    },
    async get({ challenge, rpId }: Options, from = origin) {
      counter++;
      const data = authData(rpId ?? "", 0b0000_0101, new Uint8Array());
      const client = clientData("webauthn.get", challenge, from);
      const algorithm = { name: "ECDSA", hash: "SHA-256" };
      const signature = await crypto.subtle.sign(algorithm, keys.privateKey, join(data, hash(client)));
      return {
        ...{ id: base64url(id), rawId: base64url(id), type: "public-key", clientExtensionResults: {} },
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(der(new Uint8Array(signature))),
          userHandle,
        },
      };
    },
  };
}
