export {
  createTwilioCarriers,
  type TwilioCarriersOptions,
  type TwilioWebhookUrls,
} from "./twilio-carriers.ts";
export { parseTwilioRoute, type TwilioRoute } from "./twilio-route.ts";
