export { registerSmsMetrics } from "./metrics/sms-metrics.ts";
export { createOperator, type Operator, type OperatorOptions } from "./operator.ts";
export { createToken, readToken } from "./token.ts";
export { ReceiptWebhook, type ReceiptWebhookOptions } from "./webhook/receipt-webhook.ts";
export { webhookSignature } from "./webhook/signature.ts";
