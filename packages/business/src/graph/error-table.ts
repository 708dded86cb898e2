/** What the Cloud API says under one code (section 6 of the specification). */
export interface GraphErrorSpec {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly type: "OAuthException" | "GraphMethodException";
  /** The title: what stands behind "(#code) " in the message, and `title` in a webhook. */
  readonly title: string;
  /** `error_data.details` where the thrower has nothing more exact to say. */
  readonly details: string;
  /** The same request may succeed later. */
  readonly isTransient: boolean;
}

const oauth = (status: number, title: string, details: string, isTransient = false): GraphErrorSpec => ({
  status,
  type: "OAuthException",
  title,
  details,
  isTransient,
});
const unauthorised = (title: string, details: string) => oauth(401, title, details);
const forbidden = (title: string, details: string) => oauth(403, title, details);
const tooMany = (title: string, details: string) => oauth(429, title, details, true);
const bad = (title: string, details: string) => oauth(400, title, details);
const broken = (title: string, details: string) => oauth(500, title, details, true);
const unavailable = (title: string, details: string) => oauth(503, title, details, true);

/** Every code of section 6. 200 stands for the whole range 200–299: see `graphErrorSpec`. */
export const GRAPH_ERRORS = {
  0: unauthorised("AuthException", "The access token could not be authenticated."),
  190: unauthorised("Invalid OAuth access token", "The access token is invalid, expired or revoked."),

  10: forbidden("Permission denied", "The access token lacks the permission this call needs."),
  200: forbidden("API permission", "The access token lacks the permission this call needs."),
  368: forbidden(
    "Temporarily blocked for policies violations",
    "The account is blocked for a policy violation.",
  ),
  130497: forbidden(
    "Business account is restricted from messaging users in this country",
    "Messages to this country are not allowed for this account.",
  ),
  131005: forbidden("Access denied", "The access token may not use this object."),
  131031: forbidden("Account has been locked", "The account is locked."),

  4: tooMany("Application request limit reached", "Too many calls by this app. Try again later."),
  80007: tooMany("Rate limit hit", "Too many calls for this business account. Try again later."),
  130429: tooMany("Rate limit hit", "Message throughput of this phone number is exceeded."),
  131048: tooMany(
    "Spam rate limit hit",
    "Messages are limited because earlier ones were blocked or reported.",
  ),
  131056: tooMany(
    "(Business Account, Consumer Account) pair rate limit hit",
    "Too many messages to the same recipient in a short time.",
  ),
  131064: tooMany(
    "Messaging limit reached",
    "The number of customers that may be written to first is used up.",
  ),
  133016: tooMany(
    "Account register deregister rate limit exceeded",
    "Too many registrations of this number.",
  ),

  33: bad("Parameter value is not valid", "The business phone number has been deleted."),
  100: bad("Invalid parameter", "The request has a parameter that is unknown or not valid."),
  130472: bad(
    "User's number is part of an experiment",
    "The message was not sent: the recipient is in an experiment.",
  ),
  131008: bad("Required parameter is missing", "The request lacks a required parameter."),
  131009: bad("Parameter value is not valid", "One or more parameter values are not valid."),
  131021: bad("Recipient cannot be sender", "The sender's and the recipient's phone number are the same."),
  131026: bad("Message undeliverable", "The message cannot be delivered to this recipient."),
  131030: bad(
    "Recipient phone number not in allowed list",
    "Add the recipient to the allowed list and try again.",
  ),
  131042: bad("Business eligibility payment issue", "The account's payment has a problem."),
  131047: bad(
    "Re-engagement message",
    "More than 24 hours have passed since the recipient last wrote. Send a template.",
  ),
  131049: bad(
    "This message was not delivered to maintain healthy ecosystem engagement",
    "The recipient has received many marketing messages lately.",
  ),
  131050: bad(
    "User has stopped marketing messages",
    "The recipient does not want this business's marketing messages.",
  ),
  131051: bad("Unsupported message type", "This message type is not supported."),
  131052: bad("Media download error", "The media could not be downloaded."),
  131053: bad("Media upload error", "The media could not be uploaded."),
  132000: bad(
    "Number of parameters does not match the expected number of params",
    "The template has another number of variables than the request.",
  ),
  132005: bad("Translated text too long", "The template's text is too long with these parameters."),
  132007: bad("Template format character policy violated", "The template's content violates a policy."),
  132008: bad("Template parameter value is not valid", "A template parameter's value is not valid."),
  132012: bad(
    "Parameter format does not match format in the created template",
    "A template parameter is of another kind than the template's.",
  ),
  132015: bad("Template is paused", "The template is paused and cannot be sent."),
  132016: bad("Template is disabled", "The template is disabled and cannot be sent."),
  132068: bad("Flow is blocked", "The flow is blocked."),
  132069: bad("Flow is throttled", "The flow is throttled."),
  133005: bad("Two-step verification PIN mismatch", "The PIN is not the one that was set."),
  133010: bad("Phone number not registered", "The phone number is not registered."),
  135000: bad("Generic user error", "The message could not be sent with these parameters."),
  137000: bad("Recipient identity changed", "The recipient's identity is not the one the request names."),

  132001: oauth(
    404,
    "Template name does not exist in the translation",
    "There is no approved template of this name in this language.",
  ),

  1: broken("API unknown", "An unknown error occurred."),
  2: unavailable("API service", "The service is temporarily unavailable."),
  3: broken("API method", "The capability is missing or not permitted."),
  131000: broken("Something went wrong", "The message could not be sent because of an unknown error."),
  131016: unavailable("Service unavailable", "The service is temporarily unavailable."),
  131045: broken("Incorrect certificate", "The phone number's registration has a problem."),
  131057: unavailable(
    "Account in maintenance mode",
    "The account is being upgraded. Try again in some minutes.",
  ),
} as const satisfies Record<number, GraphErrorSpec>;

/** A code of section 6. */
export type GraphErrorCode = keyof typeof GRAPH_ERRORS;

const isListed = (code: number): code is GraphErrorCode => Object.hasOwn(GRAPH_ERRORS, code);

/** What a code means; 201–299 as 200, and one that section 6 does not list as 131000. */
export function graphErrorSpec(code: number): GraphErrorSpec {
  if (isListed(code)) return GRAPH_ERRORS[code];
  return code > 200 && code <= 299 ? GRAPH_ERRORS[200] : GRAPH_ERRORS[131000];
}
