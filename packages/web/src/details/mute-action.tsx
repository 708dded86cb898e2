import type { Conversation } from "@culver/client";
import { Bell, BellOff } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { changeConversation, mutedAlways, openMuteMenu } from "../chats/chat-actions.ts";
import { dayAndTime } from "../lib/format-time.ts";
import { isMuted } from "../state/conversations.ts";
import { words } from "../words/index.ts";
import styles from "./details-pane.module.css";

/** Mutes a chat, or lets it sound again; says until when. */
export function MuteAction({ conversation }: { readonly conversation: Conversation }) {
  const app = useApp();
  const muted = isMuted(conversation);
  const until = conversation.mutedUntil ?? 0;
  return (
    <button
      type="button"
      className={styles.action}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        if (muted) changeConversation(app, conversation, { mutedUntil: null });
        else openMuteMenu(app, conversation, { x: box.left + 16, y: box.bottom });
      }}
    >
      {muted ? <BellOff size={20} strokeWidth={1.75} /> : <Bell size={20} strokeWidth={1.75} />}
      <span>
        {muted ? words.chats.menu.unmute : words.details.mute}
        {muted && (
          <span className={styles.sub}>
            {mutedAlways(until)
              ? words.details.mutedAlways
              : words.details.mutedUntil(dayAndTime(until, Date.now()))}
          </span>
        )}
      </span>
    </button>
  );
}
