export { type BusinessFigures, registerBusinessMetrics } from "./metrics/business-metrics.ts";
export { registerLegMetrics } from "./metrics/leg-metrics.ts";
export { registerSmsMetrics } from "./metrics/sms-metrics.ts";
export { createOperator, type Operator } from "./operator.ts";
export type { OperatorOptions } from "./options.ts";
export { createToken, readToken } from "./token.ts";
export { ReceiptWebhook, type ReceiptWebhookOptions } from "./webhook/receipt-webhook.ts";
export { webhookSignature } from "./webhook/signature.ts";
