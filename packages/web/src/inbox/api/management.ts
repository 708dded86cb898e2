import type { InboxApi } from "../../inbox-pages/index.ts";
import { call } from "./http.ts";

/** The calls as the pages of templates, automatic replies and webhooks make them. */
export const managementApi: InboxApi = {
  get: (path) => call("GET", path),
  send: (method, path, body) => call(method, path, body),
};
