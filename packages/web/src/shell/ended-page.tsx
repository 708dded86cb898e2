import { useState } from "react";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";
import { NoticePage } from "./notice-page.tsx";

/** The server no longer accepts this device. */
export function EndedPage({ reason }: { readonly reason: "replaced" | "removed" }) {
  const app = useApp();
  const [busy, setBusy] = useState(false);
  const again = async (): Promise<void> => {
    setBusy(true);
    await app.client.signOut().catch(() => undefined);
    window.location.assign("/");
  };
  return (
    <NoticePage title={words.ended[reason]}>
      <p>{reason === "replaced" ? words.ended.replacedText : words.ended.removedText}</p>
      <button type="button" className="button primary" disabled={busy} onClick={() => void again()}>
        {words.ended.again}
      </button>
    </NoticePage>
  );
}
