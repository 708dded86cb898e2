import type { Contact, SafetyNumber } from "@culver/client";
import { ScanLine, ShieldCheck } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";
import paneStyles from "./details-pane.module.css";
import styles from "./safety-number-card.module.css";

const QrCode = lazy(async () => ({ default: (await import("./qr-code.tsx")).QrCode }));

/** The number both sides can compare, as digits and as a code to scan. */
export function SafetyNumberCard({ contact, title }: { readonly contact: Contact; readonly title: string }) {
  const { client, layers, toasts } = useApp();
  const [safety, setSafety] = useState<SafetyNumber>();
  const { account, verified } = contact;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a verification or a new key changes what there is to show.
  useEffect(() => {
    let gone = false;
    client.safetyNumber(account).then(
      (found) => gone || setSafety(found),
      () => gone || setSafety(undefined),
    );
    return () => {
      gone = true;
    };
  }, [client, account, verified]);
  const setVerified = (to: boolean): void =>
    void client.setVerified(account, to).catch(() => toasts.show(words.message.acted, { danger: true }));
  return (
    <section className={paneStyles.card} aria-label={words.details.security}>
      <div className={styles.head}>
        <h3>{words.details.security}</h3>
        <span className={styles.state} data-verified={verified}>
          {verified && <ShieldCheck size={14} strokeWidth={2} aria-hidden="true" />}
          {verified ? words.details.verified : words.details.notVerified}
        </span>
      </div>
      <p className="hint">{words.details.securityText(title)}</p>
      <div className={styles.qr}>
        <Suspense fallback={null}>
          {safety !== undefined && <QrCode bytes={safety.qr} label={words.details.qr} />}
        </Suspense>
      </div>
      {safety !== undefined && (
        <p className={styles.digits} dir="ltr">
          {safety.groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may be alike, and their order is their meaning.
            <span key={index}>{group} </span>
          ))}
        </p>
      )}
      <div className={styles.actions}>
        <button
          type="button"
          className="button"
          onClick={() => layers.open({ kind: "scan", account, name: title })}
        >
          <ScanLine size={18} strokeWidth={1.75} aria-hidden="true" />
          {words.details.scan}
        </button>
        <button
          type="button"
          className={`button ${verified ? "" : "primary"}`}
          onClick={() => setVerified(!verified)}
        >
          {verified ? words.details.clearVerified : words.details.markVerified}
        </button>
      </div>
    </section>
  );
}
