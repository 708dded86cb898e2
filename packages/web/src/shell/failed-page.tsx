import { words } from "../words/index.ts";
import { NoticePage } from "./notice-page.tsx";

export function FailedPage({ reason, onRetry }: { readonly reason: string; readonly onRetry: () => void }) {
  return (
    <NoticePage title={words.app.failedToOpen}>
      <p>{words.app.failedHint}</p>
      <p className="hint">{reason}</p>
      <button type="button" className="button primary" onClick={onRetry}>
        {words.app.retry}
      </button>
    </NoticePage>
  );
}
