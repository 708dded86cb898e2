/** Where in the app one is; every place has an address of its own. */
export type Route =
  | { readonly view: "chats" }
  | {
      readonly view: "chat";
      readonly conversation: string;
      readonly message?: string;
      readonly details?: boolean;
    }
  | { readonly view: "new" }
  | { readonly view: "settings"; readonly section?: SettingsSection };

export const settingsSections = [
  "profile",
  "appearance",
  "privacy",
  "sms",
  "notifications",
  "devices",
  "storage",
  "keyboard",
  "about",
  "account",
] as const;
export type SettingsSection = (typeof settingsSections)[number];

function isSection(text: string | undefined): text is SettingsSection {
  return settingsSections.some((section) => section === text);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** An address that means nothing leads to the chat list. */
export function parseRoute(path: string): Route {
  const [head, first, second, third] = path
    .split("/")
    .filter((part) => part !== "")
    .map(decoded);
  if (head === "c" && first !== undefined) {
    if (second === "details") return { view: "chat", conversation: first, details: true };
    if (second === "m" && third !== undefined) return { view: "chat", conversation: first, message: third };
    return { view: "chat", conversation: first };
  }
  if (head === "new") return { view: "new" };
  if (head === "settings")
    return isSection(first) ? { view: "settings", section: first } : { view: "settings" };
  return { view: "chats" };
}

export function pathOf(route: Route): string {
  switch (route.view) {
    case "chats":
      return "/";
    case "new":
      return "/new";
    case "settings":
      return route.section === undefined ? "/settings" : `/settings/${route.section}`;
    case "chat": {
      const base = `/c/${encodeURIComponent(route.conversation)}`;
      if (route.message !== undefined) return `${base}/m/${encodeURIComponent(route.message)}`;
      return route.details === true ? `${base}/details` : base;
    }
  }
}

/** How far in a place lies: on a narrow screen, going back leads one level out. */
export function depthOf(route: Route): number {
  if (route.view === "chats") return 0;
  if (route.view === "chat") return route.details === true ? 2 : 1;
  return route.view === "settings" && route.section !== undefined ? 2 : 1;
}

/** The place one level out. */
export function parentOf(route: Route): Route {
  if (route.view === "chat" && route.details === true)
    return { view: "chat", conversation: route.conversation };
  if (route.view === "settings" && route.section !== undefined) return { view: "settings" };
  return { view: "chats" };
}
