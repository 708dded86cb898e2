import { type RefObject, useEffect, useState } from "react";
import dialogStyles from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { pageWords } from "../../words/inbox-pages.ts";

const words = pageWords.replies;
const leads = "a[href], nav button:not([aria-haspopup]), [role='menuitem']";

/**
 * Asks before changes are left behind: by the browser when the page is closed, by a dialog when something outside of `page`
 * that leads elsewhere is pressed.
 */
export function LeaveGuard({
  page,
  onLeave,
}: {
  readonly page: RefObject<HTMLElement | null>;
  /** The changes are given up. */
  readonly onLeave: () => void;
}) {
  const [target, setTarget] = useState<HTMLElement>();
  useEffect(() => {
    const close = (event: BeforeUnloadEvent): void => event.preventDefault();
    const press = (event: MouseEvent): void => {
      const pressed = (event.target as Element).closest<HTMLElement>(leads);
      const isHere = page.current?.contains(pressed) === true || pressed?.closest("dialog") != null;
      if (pressed === null || isHere || event.defaultPrevented) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setTarget(pressed);
    };
    window.addEventListener("beforeunload", close);
    window.addEventListener("click", press, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", close);
      window.removeEventListener("click", press, { capture: true });
    };
  }, [page]);
  if (target === undefined) return null;
  const stay = (): void => setTarget(undefined);
  return (
    <Dialog title={words.leaveTitle} onClose={stay}>
      <p>{words.leaveText}</p>
      <div className={dialogStyles.actions}>
        <button type="button" className="button" onClick={stay}>
          {words.stay}
        </button>
        <button
          type="button"
          className="button danger"
          onClick={() => {
            stay();
            onLeave();
            // Once the guard is gone with the changes.
            setTimeout(() => target.click());
          }}
        >
          {words.leave}
        </button>
      </div>
    </Dialog>
  );
}
