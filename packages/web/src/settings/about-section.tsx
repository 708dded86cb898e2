import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import cards from "../ui/card.module.css";
import { Dove } from "../ui/dove.tsx";
import { words } from "../words/index.ts";
import styles from "./section.module.css";
import { useBundleHash } from "./use-bundle-hash.ts";

declare const __VERSION__: string;

export function AboutSection() {
  const app = useApp();
  const server = useValue(app.server);
  const self = useValue(app.self);
  const hash = useBundleHash();
  const lines = [
    [words.settings.version, __VERSION__],
    [words.settings.licence, words.settings.licenceName],
    [words.settings.server, `${server?.domain ?? self?.domain ?? ""} ${server?.version ?? ""}`.trim()],
  ] as const;
  return (
    <>
      <div className={cards.card}>
        <div className={styles.brand}>
          <Dove size={32} />
          <h3>{words.app.name}</h3>
        </div>
        <dl>
          {lines.map(([label, value]) => (
            <div key={label} className={styles.line}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {hash !== undefined && (
        <div className={cards.card}>
          <h3>{words.settings.bundle}</h3>
          <code className={styles.hash} dir="ltr">
            {hash.match(/.{8}/gu)?.join(" ")}
          </code>
          <p className="hint">{words.settings.bundleText}</p>
        </div>
      )}
      <div className={cards.card}>
        <h3>{words.settings.unaudited}</h3>
        <p>{words.settings.unauditedText}</p>
      </div>
      <div className={cards.card}>
        <h3>{words.settings.serverSees}</h3>
        <p>{words.settings.serverSeesText}</p>
      </div>
    </>
  );
}
