import type { SmsQuote } from "@culver/client";
import { countSegments, type TextCount } from "@culver/sms/text";
import { ChevronDown, LockOpen, UserPlus } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { longestSms } from "../lib/text-limit.ts";
import { words } from "../words/index.ts";
import { writeInvitation } from "./invitation.ts";
import { SmsExplanation } from "./sms-explanation.tsx";
import { smsPrice } from "./sms-price.ts";
import styles from "./sms-strip.module.css";

export interface SmsStripProps {
  readonly conversation: string;
  readonly text: string;
  readonly quote: SmsQuote | undefined;
  /** Whether there is anybody to be asked in. */
  readonly invites: boolean;
}

function countText({ capacity, segments, remaining }: TextCount): string {
  const room = capacity * segments;
  return words.sms.count(room - remaining, room, segments);
}

/** Above an SMS: that it is not encrypted, how long it is, what it costs; why, on a tap. */
export function SmsStrip({ conversation, text, quote, invites }: SmsStripProps) {
  const app = useApp();
  const [open, setOpen] = useState(false);
  const id = useId();
  const tooLong = text.length > longestSms;
  const count = useMemo(() => countSegments(tooLong ? "" : text, quote?.text ?? {}), [text, tooLong, quote]);
  const price = smsPrice(quote, count.segments);
  const empty = text.trim() === "";
  return (
    <div className={styles.strip} data-sms-strip="">
      <div className={styles.line}>
        <button
          type="button"
          className={styles.label}
          aria-expanded={open}
          aria-controls={id}
          title={words.sms.about}
          onClick={() => setOpen(!open)}
        >
          <LockOpen size={15} strokeWidth={2} aria-hidden="true" />
          <span className={styles.words}>
            <span>{words.sms.label}</span>
            {!empty && !tooLong && (
              <span className={styles.count} data-sms-count="">
                {countText(count)}
                {price !== undefined && ` · ${words.sms.cost(price)}`}
              </span>
            )}
          </span>
          <ChevronDown size={15} strokeWidth={2} aria-hidden="true" className={styles.arrow} />
        </button>
        {empty && invites && (
          <button type="button" className={styles.invite} onClick={() => writeInvitation(app, conversation)}>
            <UserPlus size={15} strokeWidth={2} aria-hidden="true" />
            {words.sms.invite}
          </button>
        )}
      </div>
      {tooLong && (
        <p className="error-text" role="status">
          {words.sms.tooLong}
        </p>
      )}
      <div id={id} hidden={!open} className={styles.about}>
        {open && <SmsExplanation count={count} empty={empty} />}
      </div>
    </div>
  );
}
