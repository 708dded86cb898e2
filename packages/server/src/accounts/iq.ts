import { type Element, StanzaError } from "@culver/protocol";
import type { IqHandler, Principal } from "../ports.ts";

/** An entry of an IqTable: namespace and name of the payload, and the handler. */
export type IqEntry = readonly [key: string, handler: IqHandler];

/** A handler for one type of iq; the other type is refused. */
export function iq(
  type: "get" | "set",
  xmlns: string,
  name: string,
  handle: (principal: Principal, payload: Element) => Promise<Element | undefined>,
): IqEntry {
  const handler: IqHandler = (principal, request) => {
    if (request.type !== type) {
      return Promise.reject(new StanzaError("bad-request", `<${name}/> goes in an iq of type ${type}`));
    }
    return handle(principal, request.payload);
  };
  return [`${xmlns}|${name}`, handler];
}
