import { words } from "../words/index.ts";
import { NoticePage } from "./notice-page.tsx";

export function OtherTabPage({ taking, onUse }: { readonly taking: boolean; readonly onUse: () => void }) {
  return (
    <NoticePage title={words.tabs.title}>
      <p>{words.tabs.text}</p>
      <button type="button" className="button primary" disabled={taking} onClick={onUse}>
        {taking ? words.tabs.taking : words.tabs.use}
      </button>
    </NoticePage>
  );
}
