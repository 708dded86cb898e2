/** What the codes of section 6 mean to an agent, and what to do about it. */
const SENTENCES: Readonly<Record<number, string>> = {
  4: "Too many calls were made for this business. Try again later.",
  100: "The message could not be sent as it is.",
  80007: "Too many calls were made for this business. Try again later.",
  130429: "This number sends too many messages just now. Try again in a moment.",
  130472: "The customer cannot get this message.",
  131008: "Something is missing in this message.",
  131009: "Something in this message is not valid.",
  131016: "The service is not available just now. Try again in a moment.",
  131021: "A number cannot write to itself.",
  131026: "The customer cannot be reached.",
  131047: "The 24 hours are over: send a template.",
  131048: "Messages are limited because earlier ones were reported.",
  131049: "The customer has had many messages lately and gets no more just now.",
  131050: "The customer does not want messages from this business.",
  131051: "Messages of this kind cannot be sent.",
  131052: "The file could not be fetched.",
  131053: "The file is too large, empty, or of a type that is not taken.",
  131056: "Too many messages to this customer in a short time. Wait some seconds.",
  131057: "The number is being upgraded. Try again in some minutes.",
  131064: "Today's limit of customers who may be written to first is reached.",
  132000: "The template needs a value for each of its variables.",
  132001: "There is no approved template of this name in this language.",
  132005: "The template's text is too long with these values.",
  132008: "A value of the template is not valid.",
  132012: "A value of the template is of another kind than the template's.",
  132015: "This template is paused.",
  132016: "This template is disabled.",
  133010: "The business's number is not registered.",
};

/** A sentence about a code of section 6 that a person can act on. */
export function sentenceOf(code: number): string {
  return SENTENCES[code] ?? "The message could not be sent.";
}
