import type { Place } from "@culver/client";
import { MapPin } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { PlaceCard } from "../cards/place-card.tsx";
import { useStore } from "../state/store.ts";
import dialogStyles from "../ui/dialog.module.css";
import { Dialog } from "../ui/dialog.tsx";
import { words } from "../words/index.ts";
import { type Found, findPlace, PlaceRefused } from "./find-place.ts";
import styles from "./share-place-dialog.module.css";

type Step =
  | { readonly step: "ask" }
  | { readonly step: "finding" }
  | { readonly step: "found"; readonly found: Found }
  | { readonly step: "refused"; readonly text: string };

export interface SharePlaceProps {
  readonly conversation: string;
  /** The message that has asked for it. */
  readonly replyTo?: string;
  readonly onClose: () => void;
}

/** Says what happens, lets the browser ask, shows what it found, and only then sends it. */
export function SharePlaceDialog({ conversation, replyTo, onClose }: SharePlaceProps) {
  const app = useApp();
  const name = useStore(app.conversations, ({ byId }) => byId.get(conversation)?.title ?? "");
  const [state, setState] = useState<Step>({ step: "ask" });
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  const find = async (): Promise<void> => {
    setState({ step: "finding" });
    try {
      const found = await findPlace();
      if (open.current) setState({ step: "found", found });
    } catch (error) {
      const reason = error instanceof PlaceRefused ? error.reason : "unavailable";
      if (open.current) setState({ step: "refused", text: words.sharePlace[reason] });
    }
  };
  const send = (place: Place): void => {
    onClose();
    app.client
      .send(conversation, { kind: "place", place }, replyTo === undefined ? undefined : { replyTo })
      .then(
        () => window.dispatchEvent(new CustomEvent("culver:newest")),
        (error: unknown) =>
          app.toasts.show(error instanceof Error ? error.message : words.message.acted, { danger: true }),
      );
  };
  const { step } = state;
  return (
    <Dialog title={words.sharePlace.title} onClose={onClose}>
      <p>
        <bdi>{words.sharePlace.why(name)}</bdi>
      </p>
      <div role="status" className={styles.state}>
        {step === "ask" && <p className="hint">{words.sharePlace.ask}</p>}
        {step === "finding" && (
          <p className={styles.finding}>
            <MapPin size={20} strokeWidth={1.75} aria-hidden="true" /> {words.sharePlace.finding}
          </p>
        )}
        {step === "refused" && <p className="error-text">{state.text}</p>}
        {step === "found" && (
          <>
            <PlaceCard place={state.found.place} />
            <p className="hint">{words.sharePlace.accuracy(state.found.accuracy)}</p>
          </>
        )}
      </div>
      <div className={dialogStyles.actions}>
        <button type="button" className="button" onClick={onClose}>
          {words.app.cancel}
        </button>
        {state.step === "found" ? (
          <button type="button" className="button primary" onClick={() => send(state.found.place)}>
            {words.sharePlace.send}
          </button>
        ) : (
          <button
            type="button"
            className="button primary"
            disabled={step === "finding"}
            onClick={() => void find()}
          >
            {step === "refused" ? words.app.retry : words.sharePlace.find}
          </button>
        )}
      </div>
    </Dialog>
  );
}
