import { createContext, useContext } from "react";
import type { App } from "./app.ts";

export const AppContext = createContext<App | undefined>(undefined);

/** The running app. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("useApp is for components inside the running app.");
  return app;
}
