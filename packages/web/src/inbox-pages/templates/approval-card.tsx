import type { ApprovalView } from "@culver/business/inbox-api";
import { useState } from "react";
import { Switch } from "../../ui/switch.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import type { InboxApi } from "../api.ts";
import { Card } from "../shared/card.tsx";
import { problemOf, useResource } from "../shared/use-resource.ts";
import styles from "./approval-card.module.css";

const words = pageWords.templates;

/** Which templates need no person: for whoever runs the server. */
export function ApprovalCard({ api }: { readonly api: InboxApi }) {
  const approval = useResource("approval", () => api.get<ApprovalView>("/approval"));
  const [problem, setProblem] = useState<string>();
  const { data } = approval;
  if (data === undefined)
    return approval.problem === undefined ? null : <p className="error-text">{approval.problem}</p>;
  const change = async (next: ApprovalView): Promise<void> => {
    approval.put(next);
    setProblem(undefined);
    try {
      const rules = next.rules.map(({ id, isOn }) => ({ id, isOn }));
      approval.put(await api.send<ApprovalView>("PUT", "/approval", { automatic: next.automatic, rules }));
    } catch (error) {
      approval.put(data);
      setProblem(problemOf(error));
    }
  };
  const on = data.rules.filter(({ isOn }) => isOn).length;
  return (
    <Card title={words.approval} text={data.automatic ? words.approvalText : words.approvalOff}>
      <Switch
        label={words.automatic}
        checked={data.automatic}
        onChange={(automatic) => void change({ ...data, automatic })}
      />
      <details className={styles.rules}>
        <summary>
          {words.openRules} <span className="meta">{words.rulesCount(on, data.rules.length)}</span>
        </summary>
        <p className="hint">{words.rules}</p>
        {data.rules.map(({ id, text, isOn }) => (
          <Switch
            key={id}
            label={text}
            checked={isOn}
            disabled={!data.automatic}
            onChange={(next) =>
              void change({
                ...data,
                rules: data.rules.map((rule) => (rule.id === id ? { ...rule, isOn: next } : rule)),
              })
            }
          />
        ))}
      </details>
      {problem !== undefined && (
        <p className="error-text" role="alert">
          {problem}
        </p>
      )}
    </Card>
  );
}
