export type { InboxApi, PageProps } from "./api.ts";
export { RepliesPage } from "./replies/replies-page.tsx";
export { TemplatesPage } from "./templates/templates-page.tsx";
export { WebhooksPage } from "./webhooks/webhooks-page.tsx";
