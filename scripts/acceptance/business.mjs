const BUSINESS = "packages/business/test";
const RUNNING = "e2e/business/endpoints.test.ts";

/**
 * A row of the specification's table of endpoints, proved by the cases that are named after it, against a running process.
 * @param {1 | 2} priority
 * @param {string} name
 * @param {string} target
 * @returns {import("./judge.mjs").Row}
 */
const endpoint = (priority, name, target) => ({
  feature: `P${priority} \`${name}\``,
  target,
  proofs: [{ file: RUNNING, names: `${name.replace(/[{}/.?]/g, "\\$&")}(,|$)` }],
});

/**
 * Every endpoint of priority 1 and 2 of the Cloud API's specification and what else a business needs, and the tests that
 * prove each.
 * @type {import("./judge.mjs").Row[]}
 */
export const business = [
  endpoint(1, "POST /{phone-id}/messages", "send, mark read, typing"),
  endpoint(1, "POST /{phone-id}/media", "multipart upload"),
  endpoint(1, "GET /{media-id}", "address, type, hash and size"),
  endpoint(1, "GET {url}", "download: signed, and only with the token"),
  endpoint(1, "DELETE /{media-id}", "gone afterwards"),
  endpoint(1, "GET /{phone-id}", "the number, by fields"),
  endpoint(1, "GET /{waba-id}/phone_numbers", "list of the above"),
  endpoint(1, "GET /{waba-id}/subscribed_apps", "list"),
  endpoint(1, "POST /{waba-id}/subscribed_apps", "with override_callback_uri, verified before it is kept"),
  endpoint(1, "DELETE /{waba-id}/subscribed_apps", "no webhooks from then on"),
  endpoint(1, "GET /{waba-id}/message_templates", "filters, fields, paging"),
  endpoint(1, "POST /{waba-id}/message_templates", "PENDING, then the webhook of its approval"),
  endpoint(1, "POST /{template-id}", "edit"),
  endpoint(1, "DELETE /{waba-id}/message_templates", "by name; it cannot be sent any more"),
  endpoint(1, "POST /{phone-id}/whatsapp_business_profile", "change"),
  endpoint(1, "GET /{phone-id}/whatsapp_business_profile", "by fields"),
  endpoint(1, "GET /debug_token", "of a token that is valid, and of one that is not"),
  endpoint(2, "POST /{phone-id}/register", "with the pin; 133005 for another"),
  endpoint(
    2,
    "POST /{phone-id}/request_code, verify_code and deregister",
    "off, and on again by the code of an SMS",
  ),
  endpoint(2, "GET /{phone-id}/block_users, POST and DELETE", "result for each user"),
  endpoint(2, "GET /{phone-id}/message_qrdls, POST, GET one, DELETE", "links with a text already written"),
  endpoint(2, "POST /{app-id}/subscriptions, GET", "callback registered by the bot itself, verified"),
  endpoint(2, "POST /oauth/access_token", "client_credentials"),
  endpoint(2, "POST /{app-id}/uploads and POST /upload:…", "resumable; the handle makes a template's header"),
  endpoint(2, "GET /{phone-id}/settings, POST", "kept"),
  endpoint(2, "GET /{phone-id}/whatsapp_business_encryption, POST", "public key kept"),
  endpoint(2, "GET /{waba-id}", "by fields"),
  endpoint(2, "GET /{waba-id}/flows, POST, publish, deprecate", "kept as documents; sending one is 131051"),
  {
    feature: "conventions",
    target: "any version or none, three ways to show a token, Graph's error shape, fields, paging",
    proofs: [
      { file: RUNNING, names: "without a version|no token" },
      { file: `${BUSINESS}/api/doors.test.ts` },
      { file: `${BUSINESS}/graph/fields.test.ts` },
      { file: `${BUSINESS}/graph/paging.test.ts` },
      { file: `${BUSINESS}/graph/errors.test.ts` },
    ],
  },
  {
    feature: "message types",
    target: "every type of section 3 sent and received, quotes, reactions, read and typing marks",
    proofs: [
      { file: `${BUSINESS}/messages/parse-send-request.test.ts` },
      { file: `${BUSINESS}/api/messages.test.ts` },
      { file: "e2e/client/business-engine.test.ts" },
      { file: "e2e/client/rich-content.test.ts" },
    ],
  },
  {
    feature: "bad input",
    target: "every field wrong, missing, too long, of the wrong type: Graph's code, never a 500",
    proofs: [{ file: `${BUSINESS}/api/any-input.test.ts` }, { file: `${BUSINESS}/inbox/routes.test.ts` }],
  },
  {
    feature: "media",
    target: "limits by type, signed addresses, expiry, links fetched",
    proofs: [{ file: `${BUSINESS}/media/media-api.test.ts` }],
  },
  {
    feature: "templates",
    target: "create, edit, delete, review, rules for automatic approval, states and their webhooks",
    proofs: [
      { file: `${BUSINESS}/library/endpoints.test.ts` },
      { file: `${BUSINESS}/library/desk.test.ts` },
      { file: `${BUSINESS}/library/sending.test.ts` },
      { file: `${BUSINESS}/templates/states.test.ts` },
      { file: `${BUSINESS}/templates/fill-template.test.ts` },
    ],
  },
  {
    feature: "webhooks",
    target:
      "signature over the raw octets, batches, back-off up to 7 days, at least once, bad receivers cost nobody else",
    proofs: [
      { file: `${BUSINESS}/webhooks.test.ts` },
      { file: `${BUSINESS}/webhooks-unruly.test.ts` },
      { file: `${BUSINESS}/webhooks-endpoint.test.ts` },
      { file: `${BUSINESS}/webhooks-kill.test.ts` },
    ],
  },
  {
    feature: "outgoing requests",
    target: "no private address unless allowed, checked on the address connected to, after every redirect",
    proofs: [{ file: `${BUSINESS}/outgoing.test.ts` }, { file: `${BUSINESS}/outgoing-address.test.ts` }],
  },
  {
    feature: "rules",
    target: "24-hour window, pair rate, throughput, tiers, opt-out; each with Meta's code",
    proofs: [{ file: `${BUSINESS}/rules/rules.test.ts` }, { file: `${BUSINESS}/engine/engine.test.ts` }],
  },
  {
    feature: "SMS customers",
    target: "texts are webhooks, choices as numbers, answers understood, receipts as statuses, one thread",
    proofs: [
      { file: "e2e/business/sms-customers.test.ts" },
      { file: "e2e/client/business-sms.test.ts" },
      { file: `${BUSINESS}/rendering/render-sms.test.ts` },
      { file: `${BUSINESS}/rendering/match-reply.test.ts` },
      { file: "packages/sms/test/leg-dedicated.test.ts" },
    ],
  },
  {
    feature: "automatic replies",
    target:
      "greeting, away, keywords, patterns, ice-breakers, hand-over; tried on a sample; kept with history",
    proofs: [
      { file: `${BUSINESS}/replies/decide.test.ts` },
      { file: `${BUSINESS}/replies/desk.test.ts` },
      { file: `${BUSINESS}/replies/handler.test.ts` },
      { file: `${BUSINESS}/replies/hours.test.ts` },
      { file: `${BUSINESS}/replies/pattern.test.ts` },
    ],
  },
  {
    feature: "inbox",
    target: "passkey or password, invitations, roles, log; threads, notes, search, files, live",
    proofs: [
      { file: `${BUSINESS}/inbox/sign-in.test.ts` },
      { file: `${BUSINESS}/inbox/passkeys.test.ts` },
      { file: `${BUSINESS}/inbox/threads.test.ts` },
      { file: `${BUSINESS}/inbox/files.test.ts` },
      { file: `${BUSINESS}/inbox/live.test.ts` },
      { file: "e2e/browser/business.test.ts" },
    ],
  },
  {
    feature: "the command and its own host",
    target: "culver business create beside the relay and on another host; tokens scoped, expired, revoked",
    proofs: [
      { file: "e2e/test/business-accounts.test.ts" },
      { file: `${BUSINESS}/accounts/accounts.test.ts` },
    ],
  },
  {
    feature: "real clients",
    target: "@kapso/whatsapp-cloud-api, @great-detail/whatsapp, whatsapp-api-js, unmodified",
    proofs: [{ file: "e2e/business/real-clients.test.ts" }],
  },
  {
    feature: "kill -9 under load",
    target: "no accepted message lost, no webhook lost",
    proofs: [{ file: "e2e/test/business-kill.test.ts" }],
  },
  {
    feature: "throughput",
    target: "figures by `bun run bench business`; here, that the bench runs and every message is reported",
    proofs: [{ file: "bench/test/business-bench.test.ts" }],
  },
];
