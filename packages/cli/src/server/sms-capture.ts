import { createPduCapture, type OpenSmsGatewayOptions } from "@culver/sms";
import type { Config } from "../config/index.ts";

type OnPdu = NonNullable<NonNullable<OpenSmsGatewayOptions["tuning"]>["onPdu"]>;

/** What goes over the links to carriers, into the operator's file; undefined when there is none. */
export function openSmsCapture({
  smsCapture: file,
  smsCaptureContent: content,
}: Pick<Config, "smsCapture" | "smsCaptureContent">):
  | (AsyncDisposable & { readonly onPdu: OnPdu })
  | undefined {
  if (file === undefined) return undefined;
  const capture = createPduCapture({ file, content, ring: 1 });
  /** Each carrier counts its links from 1. */
  const connections = new Map<string, number>();
  return {
    onPdu(direction, octets, link, carrier) {
      const key = `${link} ${carrier}`;
      const connection = connections.get(key) ?? connections.size + 1;
      connections.set(key, connection);
      capture.onPdu(direction, octets, connection);
    },
    [Symbol.asyncDispose]: () => capture[Symbol.asyncDispose](),
  };
}
