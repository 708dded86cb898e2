import type { Conversation, SmsQuote } from "@culver/client";
import { Check, SendHorizontal, Smile } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef } from "react";
import { useApp } from "../app/app-context.ts";
import { AttachButton } from "../attachments/attach-button.tsx";
import { offerFiles } from "../attachments/offer-files.ts";
import { startEdit } from "../conversation/message-actions.ts";
import { longestSms, textLeft } from "../lib/text-limit.ts";
import { nothingWritten } from "../state/composers.ts";
import { useStore } from "../state/store.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import styles from "./composer.module.css";
import { ComposerContext } from "./composer-context.tsx";
import { insertText } from "./insert-text.ts";
import { LengthHint } from "./length-hint.tsx";
import { sendComposed } from "./send.ts";
import { SendButton } from "./send-button.tsx";
import { ShortcodeList } from "./shortcode-list.tsx";
import { useAutosize } from "./use-autosize.ts";
import { useCaret } from "./use-caret.ts";
import { useShortcodes } from "./use-shortcodes.ts";
import { useTypingSignal } from "./use-typing-signal.ts";

/** The encodings of SMS come with the first chat that needs them. */
const SmsStrip = lazy(async () => ({ default: (await import("../sms/sms-strip.tsx")).SmsStrip }));

export interface ComposerProps {
  readonly conversation: Conversation;
  /** What writing by SMS takes, in a chat with a phone. */
  readonly quote?: SmsQuote;
}

/** Where one writes: grows with the text, keeps a draft, knows emoji by name. */
export function Composer({ conversation, quote }: ComposerProps) {
  const app = useApp();
  const { id, title, sms } = conversation;
  const bySms = sms !== undefined;
  const area = useRef<HTMLTextAreaElement>(null);
  const state = useStore(app.composers, (all) => all.get(id) ?? nothingWritten);
  const enterSends = useStore(app.preferences, (preferences) => preferences.enterSends);
  const typing = useTypingSignal(bySms ? undefined : id);
  const setText = (text: string): void => app.composers.change(id, { ...app.composers.of(id), text });
  const moveCaret = useCaret(area, state.text);
  const shortcodes = useShortcodes(area, state.text, setText, moveCaret);
  useAutosize(area, state.text);

  useEffect(() => {
    // A touch screen would raise its keyboard over what is to be read.
    if (matchMedia("(hover: hover)").matches) area.current?.focus({ preventScroll: true });
  }, []);

  const fits = bySms ? state.text.length <= longestSms : textLeft(state.text) >= 0;
  const ready = state.text.trim() !== "" && fits;
  const send = (): void => {
    if (!ready) return;
    typing.stop();
    sendComposed(app, id, state);
    area.current?.focus();
  };
  const editLast = (): boolean => {
    const last = app.timeline
      .get()
      .messages.findLast((one) => one.outgoing && one.body.kind === "text" && one.status !== "failed");
    if (last === undefined || state.text !== "" || bySms) return false;
    startEdit(app, last);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Enter and arrows belong to the input method while it composes.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (shortcodes.onKeyDown(event)) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && enterSends !== ctrl) send();
    else if (event.key === "Escape" && (state.replyTo !== undefined || state.editing !== undefined))
      app.composers.clear(id);
    else if (event.key !== "ArrowUp" || event.altKey || ctrl || !editLast()) return;
    event.preventDefault();
  };
  const insert = (emoji: string): void => {
    const next = insertText(area.current, app.composers.of(id).text, emoji);
    setText(next.text);
    moveCaret(next.caret);
    requestAnimationFrame(() => area.current?.focus());
  };

  const editing = state.editing !== undefined;
  const label = editing ? words.composer.saveEdit : bySms ? words.sms.send : words.composer.send;
  return (
    <div className={`${styles.composer} ${bySms ? styles.sms : ""}`}>
      {bySms && (
        <Suspense fallback={<div className={styles.stripRoom} />}>
          <SmsStrip conversation={id} text={state.text} quote={quote} invites={sms.joined === undefined} />
        </Suspense>
      )}
      <ComposerContext state={state} onCancel={() => app.composers.clear(id)} />
      <ShortcodeList
        id={shortcodes.listId}
        matches={shortcodes.matches}
        active={shortcodes.active}
        onPick={shortcodes.pick}
      />
      <div className={styles.line}>
        <div className={styles.box}>
          <IconButton
            icon={Smile}
            label={words.composer.emoji}
            className={styles.emoji}
            aria-haspopup="dialog"
            onClick={(event) => {
              const box = event.currentTarget.getBoundingClientRect();
              app.layers.open({ kind: "emoji", place: { x: box.left, y: box.top - 8 }, pick: insert });
            }}
          />
          <textarea
            ref={area}
            className={styles.area}
            data-composer=""
            rows={1}
            dir="auto"
            value={state.text}
            placeholder={bySms ? words.sms.placeholder : words.composer.placeholder}
            aria-label={bySms ? words.sms.composer(title) : words.composer.label(title)}
            aria-controls={shortcodes.matches.length > 0 ? shortcodes.listId : undefined}
            aria-activedescendant={shortcodes.activeId}
            enterKeyHint={enterSends ? "send" : "enter"}
            autoComplete="off"
            onChange={(event) => {
              const completed = shortcodes.completed(event.target.value, event.target.selectionStart);
              setText(completed ?? event.target.value);
              typing.note(event.target.value);
            }}
            onSelect={shortcodes.onSelect}
            onKeyDown={onKeyDown}
            onPaste={(event) => {
              const files = [...event.clipboardData.files];
              if (files.length === 0 || editing) return;
              event.preventDefault();
              offerFiles(app, conversation, files);
            }}
          />
          {!editing && <AttachButton conversation={conversation} />}
        </div>
        <SendButton label={label} icon={editing ? Check : SendHorizontal} ready={ready} onSend={send} />
      </div>
      {!bySms && <LengthHint text={state.text} />}
    </div>
  );
}
