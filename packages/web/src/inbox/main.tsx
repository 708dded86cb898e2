import "../styles.css";
import "./inbox.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followTheme } from "../shell/theme.ts";
import { followViewport } from "../shell/viewport.ts";
import { createPreferences } from "../state/preferences.ts";
import { Root } from "./app/root.tsx";

const container = document.getElementById("root");
if (container === null) throw new Error("The page has no #root.");
const preferences = createPreferences(localStorage);
followTheme(preferences);
followViewport();
createRoot(container).render(
  <StrictMode>
    <Root preferences={preferences} />
  </StrictMode>,
);
