import { NS_MLS, StanzaError } from "@culver/protocol";
import type { IqHandler, IqTable } from "../ports.ts";
import type { DeliveryService } from "./delivery-service.ts";

function only(type: "get" | "set", handler: IqHandler): IqHandler {
  // Not async: a promise that is returned from an async function is looked after one turn too late if it has failed.
  return (principal, request) =>
    request.type === type
      ? handler(principal, request)
      : Promise.reject(
          new StanzaError("bad-request", `<${request.payload.name}/> goes in an iq of type ${type}`),
        );
}

/** create, commit, group-info and conversation (docs/protocol.md, "Groups"). */
export function createGroupIqs(service: DeliveryService): IqTable {
  return new Map<string, IqHandler>([
    [`${NS_MLS}|create`, only("set", (who, { id, payload }) => service.create(who, id, payload))],
    [`${NS_MLS}|commit`, only("set", (who, { id, payload }) => service.commit(who, id, payload))],
    [`${NS_MLS}|group-info`, only("get", (who, { payload }) => service.groupInfo(who, payload))],
    [`${NS_MLS}|conversation`, only("get", (who, { payload }) => service.conversation(who, payload))],
  ]);
}
