import type { TemplateView } from "@culver/business/inbox-api";
import { FileText, SearchX } from "lucide-react";
import { useState } from "react";
import { SearchField } from "../../chats/search-field.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import type { PageProps } from "../api.ts";
import { LoadState } from "../shared/load-state.tsx";
import { Note, type Said } from "../shared/note.tsx";
import { PageFrame } from "../shared/page.tsx";
import { Tabs } from "../shared/tabs.tsx";
import { problemOf, useResource } from "../shared/use-resource.ts";
import { ApprovalCard } from "./approval-card.tsx";
import type { Decision } from "./review-bar.tsx";
import { matches, type StateFilter } from "./states.ts";
import { TemplateCard } from "./template-card.tsx";

const words = pageWords.templates;
const filters: readonly StateFilter[] = ["all", "waiting", "approved", "rejected", "other"];

/** The templates of the business; whoever runs the server also reviews them here. */
export function TemplatesPage({ api, session }: PageProps) {
  const isReviewer = session.agent.role === "operator";
  const templates = useResource("templates", () =>
    api.get<{ templates: readonly TemplateView[] }>("/templates").then((answer) => answer.templates),
  );
  const [chosen, setChosen] = useState<StateFilter>();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState<string>();
  const [said, setSaid] = useState<Said>();
  const all = templates.data ?? [];
  const count = (key: StateFilter): number => all.filter((template) => matches(template, key)).length;
  // Whoever reviews begins with what waits for them.
  const filter = chosen ?? (isReviewer && count("waiting") > 0 ? "waiting" : "all");
  const wanted = typed.trim().toLowerCase();
  const shown = all.filter(
    (template) =>
      matches(template, filter) &&
      (template.name.toLowerCase().includes(wanted) || template.preview.text.toLowerCase().includes(wanted)),
  );
  const decide = async (template: TemplateView, decision: Decision, reason?: string): Promise<void> => {
    // The filter stays where it is, even when nothing waits any more.
    setChosen(filter);
    setBusy(template.id);
    try {
      await api.send("POST", `/templates/${encodeURIComponent(template.id)}/review`, {
        decision,
        ...(reason !== undefined && { reason }),
      });
      setSaid({ text: words.decided[decision](template.name), isBad: false });
      templates.reload();
    } catch (error) {
      setSaid({ text: problemOf(error), isBad: true });
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <PageFrame title={words.title} text={words.text}>
      {isReviewer && <ApprovalCard api={api} />}
      <Tabs
        label={words.filter}
        chosen={filter}
        onChoose={setChosen}
        tabs={filters.map((key) => ({ key, text: words.filters[key], count: count(key) }))}
      />
      <SearchField value={typed} label={words.search} onChange={setTyped} />
      <Note said={said} />
      {templates.data === undefined && <LoadState problem={templates.problem} onRetry={templates.reload} />}
      {templates.data !== undefined && all.length === 0 && (
        <EmptyState icon={FileText} title={words.empty} text={words.emptyText} />
      )}
      {all.length > 0 && shown.length === 0 && (
        <EmptyState icon={SearchX} title={words.none} text={words.noneText} />
      )}
      {shown.map((template) => (
        <TemplateCard
          key={template.id}
          template={template}
          review={
            isReviewer
              ? {
                  isBusy: busy === template.id,
                  onDecide: (one, decision, reason) => void decide(one, decision, reason),
                }
              : undefined
          }
        />
      ))}
    </PageFrame>
  );
}
