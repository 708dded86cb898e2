import { lazy, Suspense } from "react";
import { useStore } from "../../state/store.ts";
import { managementApi } from "../api/management.ts";
import { useInbox } from "../app/inbox-context.ts";

const TemplatesPage = lazy(async () => ({
  default: (await import("../../inbox-pages/index.ts")).TemplatesPage,
}));
const RepliesPage = lazy(async () => ({
  default: (await import("../../inbox-pages/index.ts")).RepliesPage,
}));
const WebhooksPage = lazy(async () => ({
  default: (await import("../../inbox-pages/index.ts")).WebhooksPage,
}));

const views = { templates: TemplatesPage, replies: RepliesPage, webhooks: WebhooksPage };

/** Templates, automatic replies, webhooks: fetched when one of them is opened. */
export function ManagementPage({ page }: { readonly page: keyof typeof views }) {
  const session = useStore(useInbox().session, (now) => now);
  const View = views[page];
  return (
    <Suspense fallback={null}>
      <View api={managementApi} session={session} />
    </Suspense>
  );
}
