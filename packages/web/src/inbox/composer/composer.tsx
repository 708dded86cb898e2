import type { QuickReplyView, ThreadView } from "@culver/business/inbox-api";
import { Plus, SendHorizontal, Smile, StickyNote } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import styles from "../../composer/composer.module.css";
import { insertText } from "../../composer/insert-text.ts";
import { SendButton } from "../../composer/send-button.tsx";
import { ShortcodeList } from "../../composer/shortcode-list.tsx";
import { createTypingSignal } from "../../composer/typing-signal.ts";
import { useAutosize } from "../../composer/use-autosize.ts";
import { useCaret } from "../../composer/use-caret.ts";
import { useShortcodes } from "../../composer/use-shortcodes.ts";
import { useStore } from "../../state/store.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useNow } from "../../ui/use-now.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { hindrance } from "../lib/hindrance.ts";
import { nothingWritten } from "../state/drafts.ts";
import { openAddMenu } from "./add-menu.ts";
import own from "./composer.module.css";
import { ComposerBar } from "./composer-bar.tsx";
import { Hindered } from "./hindered.tsx";
import { QuickList } from "./quick-list.tsx";
import { ReplyContext } from "./reply-context.tsx";
import { sendFiles, sendNote, sendText } from "./send.ts";
import { useQuickReplies } from "./use-quick-replies.ts";

/** Longest text of one message. Characters. */
const longestText = 4_096;

/** Where one writes to the customer, or a note to the team. */
export function Composer({ thread }: { readonly thread: ThreadView }) {
  const inbox = useInbox();
  const { id } = thread;
  const words = inboxWords.composer;
  const area = useRef<HTMLTextAreaElement>(null);
  const state = useStore(inbox.drafts, (all) => all.get(id) ?? nothingWritten);
  const hasSms = useStore(inbox.session, (session) => session.hasSms);
  const enterSends = useStore(inbox.preferences, (preferences) => preferences.enterSends);
  const stopped = hindrance(thread, hasSms, useNow(15_000));
  const { text, isNote } = state;
  const bySms = thread.channel === "sms" && !isNote;
  const setText = (next: string): void => inbox.drafts.change(id, { text: next });
  const moveCaret = useCaret(area, text);
  const shortcodes = useShortcodes(area, text, setText, moveCaret);
  const quick = useQuickReplies(inbox, text, !isNote);
  useAutosize(area, text);
  const typing = useMemo(
    () =>
      createTypingSignal((is) => {
        if (!inbox.isOver()) inbox.client.typing(id, is).catch(() => undefined);
      }),
    [inbox, id],
  );
  useEffect(() => typing.stop, [typing]);
  const closed = stopped !== undefined && !isNote;
  useEffect(() => {
    if (!closed && matchMedia("(hover: hover)").matches) area.current?.focus({ preventScroll: true });
  }, [closed]);

  const over = text.length - longestText;
  const ready = text.trim() !== "" && over <= 0;
  const pick = (reply: QuickReplyView | undefined): void => {
    if (reply === undefined) return;
    setText(reply.text);
    moveCaret(reply.text.length);
    area.current?.focus();
  };
  const send = (): void => {
    if (!ready) return;
    typing.stop();
    inbox.drafts.change(id, { text: "", replyTo: undefined });
    if (isNote) sendNote(inbox, text.trim());
    else sendText(inbox, thread, text.trim(), state.replyTo);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (quick.onKeyDown(event, pick) || shortcodes.onKeyDown(event)) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && enterSends !== ctrl) send();
    else if (event.key === "Escape" && state.replyTo !== undefined)
      inbox.drafts.change(id, { replyTo: undefined });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const insert = (emoji: string): void => {
    const next = insertText(area.current, inbox.drafts.of(id).text, emoji);
    setText(next.text);
    moveCaret(next.caret);
    requestAnimationFrame(() => area.current?.focus());
  };

  const label = isNote ? words.saveNote : bySms ? words.sendSms : words.send;
  return (
    <div
      className={`${styles.composer} ${bySms && !closed ? styles.sms : ""} ${isNote ? own.note : ""} ${own.composer}`}
      data-sms={bySms && !closed ? "" : undefined}
    >
      <ComposerBar thread={thread} isNote={isNote} text={text} />
      {closed ? (
        <Hindered thread={thread} why={stopped} />
      ) : (
        <>
          {state.replyTo !== undefined && !isNote && (
            <ReplyContext
              item={state.replyTo}
              name={thread.name}
              onCancel={() => inbox.drafts.change(id, { replyTo: undefined })}
            />
          )}
          <ShortcodeList
            id={shortcodes.listId}
            matches={shortcodes.matches}
            active={shortcodes.active}
            onPick={shortcodes.pick}
          />
          <QuickList quick={quick} onPick={pick} />
          <div className={styles.line}>
            <div className={styles.box}>
              <IconButton
                icon={Smile}
                label={words.emoji}
                aria-haspopup="dialog"
                onClick={(event) => {
                  const box = event.currentTarget.getBoundingClientRect();
                  inbox.layers.open({
                    kind: "emoji",
                    place: { x: box.left, y: box.top - 8 },
                    pick: insert,
                  });
                }}
              />
              <textarea
                ref={area}
                className={styles.area}
                data-composer=""
                rows={1}
                dir="auto"
                value={text}
                placeholder={
                  isNote ? words.notePlaceholder : bySms ? words.smsPlaceholder : words.placeholder
                }
                aria-label={isNote ? words.notePlaceholder : words.label(thread.name)}
                aria-controls={quick.isOpen ? quick.listId : undefined}
                aria-activedescendant={quick.activeId ?? shortcodes.activeId}
                aria-invalid={over > 0}
                enterKeyHint={enterSends ? "send" : "enter"}
                autoComplete="off"
                onChange={(event) => {
                  const { value, selectionStart } = event.target;
                  setText(shortcodes.completed(value, selectionStart) ?? value);
                  if (!isNote) typing.note(value.startsWith("/") ? "" : value);
                }}
                onSelect={shortcodes.onSelect}
                onKeyDown={onKeyDown}
                onPaste={(event) => {
                  const files = [...event.clipboardData.files];
                  if (files.length === 0 || isNote) return;
                  event.preventDefault();
                  sendFiles(inbox, thread, files);
                }}
              />
              {!isNote && (
                <IconButton
                  icon={Plus}
                  label={words.add}
                  aria-haspopup="menu"
                  onClick={(event) => {
                    const box = event.currentTarget.getBoundingClientRect();
                    openAddMenu(inbox, thread, { x: box.left, y: box.top - 8 });
                  }}
                />
              )}
            </div>
            <SendButton
              label={label}
              icon={isNote ? StickyNote : SendHorizontal}
              ready={ready}
              onSend={send}
            />
          </div>
          {over > 0 && (
            <p className="error-text" role="alert">
              {words.tooLong(over)}
            </p>
          )}
        </>
      )}
    </div>
  );
}
