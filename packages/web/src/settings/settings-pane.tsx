import { ChevronRight } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { pathOf, type SettingsSection, settingsSections } from "../route/route.ts";
import { PaneHeader } from "../shell/pane-header.tsx";
import { useValue } from "../state/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import { sections } from "./sections.ts";
import styles from "./settings-pane.module.css";

/** The list of settings, in the place of the chat list. */
export function SettingsPane({ section }: { readonly section: SettingsSection | undefined }) {
  const app = useApp();
  const self = useValue(app.self);
  const format = usePhoneFormat();
  const go = (to: SettingsSection) => app.router.go({ view: "settings", section: to });
  return (
    <>
      <PaneHeader title={words.settings.title} />
      <div className={styles.scroller}>
        <button type="button" className={styles.self} onClick={() => go("profile")}>
          <Avatar account={self?.account ?? ""} name={self?.name ?? ""} />
          <span className={styles.words}>
            <bdi className={styles.name}>{self?.name}</bdi>
            <bdi className="meta" dir="ltr">
              {self === undefined ? "" : format(self.number)}
            </bdi>
          </span>
        </button>
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without markers. */}
        <ul role="list" className={styles.list}>
          {settingsSections
            .filter((one) => one !== "profile")
            .map((one) => {
              const { icon: Icon, title } = sections[one];
              return (
                <li key={one}>
                  <a
                    href={pathOf({ view: "settings", section: one })}
                    className={styles.row}
                    aria-current={one === section ? "page" : undefined}
                    onClick={(event) => {
                      event.preventDefault();
                      go(one);
                    }}
                  >
                    <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
                    <span className={styles.title}>{title}</span>
                    <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" className={styles.arrow} />
                  </a>
                </li>
              );
            })}
        </ul>
      </div>
    </>
  );
}
