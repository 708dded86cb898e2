/** Keeps --viewport at the height that an on-screen keyboard leaves, so that the composer stays above it. */
export function followViewport(): void {
  const viewport = window.visualViewport;
  if (viewport === null) return;
  const apply = (): void => {
    // Zoomed in with two fingers, the visible part is smaller without a keyboard: leave the page as it is.
    if (viewport.scale > 1.01) return;
    document.documentElement.style.setProperty("--viewport", `${viewport.height}px`);
    window.scrollTo(0, 0);
  };
  viewport.addEventListener("resize", apply);
  apply();
}
