import type { CodeMethod, RegistrationStarted } from "@culver/client";
import { Phone } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { waitTime } from "../lib/format-time.ts";
import { useNow } from "../ui/use-now.ts";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import { CodeField } from "./code-field.tsx";
import { type Refusal, refusalOf, refusalText } from "./refusal.ts";
import styles from "./sign-up.module.css";
import { useWebOtp } from "./use-web-otp.ts";

export interface CodeStepProps {
  readonly started: RegistrationStarted;
  readonly refusal: Refusal | undefined;
  readonly onCode: (code: string) => void;
  readonly onResent: (started: RegistrationStarted) => void;
  readonly onBack: () => void;
}

const codeLength = 6;

export function CodeStep({ started, refusal: given, onCode, onResent, onBack }: CodeStepProps) {
  const { client, toasts } = useApp();
  const format = usePhoneFormat();
  const now = useNow(1_000);
  const [code, setCode] = useState("");
  const [refusal, setRefusal] = useState(given);
  const [resendAt, setResendAt] = useState(
    () => Date.now() + (given === undefined ? started.resendAfter * 1000 : 0),
  );
  const errorId = useId();
  useWebOtp(onCode);
  useEffect(() => setRefusal(given), [given]);

  const change = (next: string): void => {
    setCode(next);
    if (next.length === codeLength) onCode(next);
  };
  const resend = async (method: CodeMethod): Promise<void> => {
    try {
      const again = await client.resendCode(started.registration, { method });
      toasts.show(method === "voice" ? words.signUp.calling : words.signUp.resent);
      setCode("");
      setRefusal(undefined);
      setResendAt(Date.now() + again.resendAfter * 1000);
      onResent(again);
    } catch (error) {
      const why = refusalOf(error);
      setRefusal(why);
      if (why.retryAfter !== undefined) setResendAt(Date.now() + why.retryAfter * 1000);
    }
  };
  const wait = Math.ceil((resendAt - now) / 1000);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === codeLength) onCode(code);
      }}
    >
      <div className={styles.head}>
        <h1>{words.signUp.codeTitle}</h1>
        <p>
          <bdi>{words.signUp.codeSent(format(started.number).replaceAll(" ", "\u00a0"))}</bdi>
        </p>
      </div>
      <CodeField
        value={code}
        length={codeLength}
        invalid={refusal !== undefined && code === ""}
        describedBy={refusal === undefined ? undefined : errorId}
        onChange={change}
      />
      {refusal !== undefined && (
        <p className="error-text" id={errorId} role="alert">
          {refusalText(refusal)}
        </p>
      )}
      <button type="submit" className={`button primary ${styles.wide}`} disabled={code.length < codeLength}>
        {words.signUp.next}
      </button>
      <div className={styles.actions}>
        <button type="button" className="button quiet" onClick={onBack}>
          {words.signUp.wrongNumber}
        </button>
        <button type="button" className="button quiet" disabled={wait > 0} onClick={() => void resend("sms")}>
          {wait > 0 ? words.signUp.resendIn(waitTime(wait)) : words.signUp.resend}
        </button>
        {started.methods?.includes("voice") === true && (
          <button
            type="button"
            className="button quiet"
            disabled={wait > 0}
            onClick={() => void resend("voice")}
          >
            <Phone size={18} strokeWidth={1.75} aria-hidden="true" />
            {wait > 0 ? words.signUp.callIn(waitTime(wait)) : words.signUp.call}
          </button>
        )}
      </div>
    </form>
  );
}
