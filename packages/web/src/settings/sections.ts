import {
  Bell,
  CircleUserRound,
  HardDrive,
  Info,
  Keyboard,
  LogOut,
  type LucideIcon,
  MessageSquareLock,
  MonitorSmartphone,
  Palette,
  ShieldCheck,
} from "lucide-react";
import type { SettingsSection } from "../route/route.ts";
import { words } from "../words/index.ts";

/** The sections of the settings, with their icons and names. */
export const sections: Record<SettingsSection, { readonly icon: LucideIcon; readonly title: string }> = {
  profile: { icon: CircleUserRound, title: words.settings.profile },
  appearance: { icon: Palette, title: words.settings.appearance },
  privacy: { icon: ShieldCheck, title: words.settings.privacy },
  sms: { icon: MessageSquareLock, title: words.settings.sms },
  notifications: { icon: Bell, title: words.settings.notifications },
  devices: { icon: MonitorSmartphone, title: words.settings.devices },
  storage: { icon: HardDrive, title: words.settings.storage },
  keyboard: { icon: Keyboard, title: words.settings.keyboard },
  about: { icon: Info, title: words.settings.about },
  account: { icon: LogOut, title: words.settings.account },
};
