import type { Preferences } from "../state/preferences.ts";
import type { Store } from "../state/store.ts";

const ground = { light: "#FBFAF8", dark: "#12181A" };

/** Keeps <html data-theme> and the colour of the browser's own bars at the chosen theme. */
export function followTheme(preferences: Store<Preferences>): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    const { theme } = preferences.get();
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    const dark = theme === "dark" || (theme === "system" && system.matches);
    document
      .querySelector('meta[name="theme-color"]')
      ?.setAttribute("content", dark ? ground.dark : ground.light);
  };
  preferences.subscribe(apply);
  system.addEventListener("change", apply);
  apply();
}
