import type { SettingsSection } from "../route/route.ts";
import { PaneHeader } from "../shell/pane-header.tsx";
import { AboutSection } from "./about-section.tsx";
import { AccountSection } from "./account-section.tsx";
import { AppearanceSection } from "./appearance-section.tsx";
import { DevicesSection } from "./devices-section.tsx";
import { KeyboardSection } from "./keyboard-section.tsx";
import { NotificationsSection } from "./notifications-section.tsx";
import { PrivacySection } from "./privacy-section.tsx";
import { ProfileSection } from "./profile-section.tsx";
import styles from "./section.module.css";
import { sections } from "./sections.ts";
import { SmsSection } from "./sms-section.tsx";
import { StorageSection } from "./storage-section.tsx";

const bodies = {
  profile: ProfileSection,
  appearance: AppearanceSection,
  privacy: PrivacySection,
  sms: SmsSection,
  notifications: NotificationsSection,
  devices: DevicesSection,
  storage: StorageSection,
  keyboard: KeyboardSection,
  about: AboutSection,
  account: AccountSection,
};

/** One section of the settings. */
export function SettingsSectionPane({ section }: { readonly section: SettingsSection }) {
  const Body = bodies[section];
  return (
    <>
      <PaneHeader title={sections[section].title} level={2} backOnNarrow />
      <div className={styles.scroller}>
        <div className={styles.column}>
          <Body />
        </div>
      </div>
    </>
  );
}
