import { Lock } from "lucide-react";
import { useStore } from "../../state/store.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { isAdmin } from "../lib/roles.ts";
import type { Page } from "../state/route.ts";
import { AccountPage } from "./account-page.tsx";
import { LabelsPage } from "./labels-page.tsx";
import { LogPage } from "./log-page.tsx";
import { ManagementPage } from "./management-page.tsx";
import { TeamPage } from "./team-page.tsx";

/** One of the pages beside the inbox; what is for admins is not shown to others. */
export function PageView({ page }: { readonly page: Page }) {
  const admin = useStore(useInbox().session, ({ agent }) => isAdmin(agent));
  if (page === "account") return <AccountPage />;
  if (page === "labels") return <LabelsPage />;
  if (!admin)
    return <EmptyState icon={Lock} title={inboxWords.forbidden.title} text={inboxWords.forbidden.text} />;
  switch (page) {
    case "team":
      return <TeamPage />;
    case "log":
      return <LogPage />;
    default:
      return <ManagementPage page={page} />;
  }
}
