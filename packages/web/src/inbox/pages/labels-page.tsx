import { inboxWords } from "../../words/inbox.ts";
import { LabelsCard } from "./labels-card.tsx";
import { PageFrame } from "./page-frame.tsx";
import { QuickRepliesCard } from "./quick-replies-card.tsx";

/** Labels of chats, and texts that agents send often: everybody of the team changes them. */
export function LabelsPage() {
  return (
    <PageFrame title={inboxWords.labels.title} text={inboxWords.labels.about}>
      <LabelsCard />
      <QuickRepliesCard />
    </PageFrame>
  );
}
