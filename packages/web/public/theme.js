// Runs before the first paint, so that the page never flashes in the wrong theme.
(() => {
  let choice = null;
  try {
    choice = JSON.parse(localStorage.getItem("culver.preferences") || "{}").theme;
  } catch {
    // Storage may be withheld: the system's theme it is.
  }
  const root = document.documentElement;
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", dark ? "#12181A" : "#FBFAF8");
})();
