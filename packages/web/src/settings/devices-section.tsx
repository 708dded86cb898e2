import type { LinkedDevice } from "@culver/client";
import { MonitorSmartphone } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { dayAndTime } from "../lib/format-time.ts";
import { refusalOf, refusalText } from "../signup/refusal.ts";
import cards from "../ui/card.module.css";
import { words } from "../words/index.ts";
import styles from "./section.module.css";

export function DevicesSection() {
  const { client, layers, toasts } = useApp();
  const [devices, setDevices] = useState<readonly LinkedDevice[]>();
  const [problem, setProblem] = useState<string>();
  const load = useCallback(() => {
    client.devices().then(setDevices, (error: unknown) => setProblem(refusalText(refusalOf(error))));
  }, [client]);
  useEffect(load, [load]);
  const remove = (device: LinkedDevice): void =>
    layers.open({
      kind: "confirm",
      title: words.settings.removeTitle(device.name),
      text: words.settings.removeText,
      action: words.settings.remove,
      danger: true,
      run: () => {
        client
          .removeDevice(device.device)
          .then(load, () => toasts.show(words.message.acted, { danger: true }));
      },
    });
  const now = Date.now();
  return (
    <>
      <p className="hint">{words.settings.devicesText}</p>
      {problem !== undefined && (
        <p className="error-text" role="alert">
          {problem}
        </p>
      )}
      <ul
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without markers.
        role="list"
        className={`${cards.card} ${cards.rows}`}
        aria-busy={devices === undefined && problem === undefined}
      >
        {(devices ?? []).map((device) => (
          <li key={device.device} className={styles.device}>
            <MonitorSmartphone size={24} strokeWidth={1.5} aria-hidden="true" />
            <span className={cards.words}>
              <span className={styles.strong}>
                <bdi>{device.name}</bdi>
                {device.current && <span className={styles.pill}>{words.settings.thisDevice}</span>}
              </span>
              <span className="meta">
                {device.lastSeenAt === undefined || device.current
                  ? words.settings.added(dayAndTime(device.createdAt, now))
                  : words.settings.lastActive(dayAndTime(device.lastSeenAt, now))}
              </span>
            </span>
            {!device.current && (
              <button type="button" className="button" onClick={() => remove(device)}>
                {words.settings.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
